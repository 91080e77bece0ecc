import { describe, expect, it } from 'vitest';
import { formatAddress, parseAddress, randomPort } from './address.ts';
import { ApiError, parseToxic, updateToxic } from './toxic.ts';

describe('a toxic in a request', () => {
  it('gets the defaults of Toxiproxy', () => {
    expect(parseToxic({ type: 'slicer' })).toEqual({
      attributes: { average_size: 0, size_variation: 0, delay: 0 },
      name: 'slicer_downstream',
      type: 'slicer',
      stream: 'downstream',
      toxicity: 1,
    });
    expect(parseToxic({ type: 'timeout', stream: 'upstream', name: '' }).name).toBe('timeout_upstream');
  });

  it('keeps only the attributes of its type', () => {
    const toxic = parseToxic({ type: 'latency', attributes: { latency: 5, rate: 9, jitter: null } });
    expect(toxic.attributes).toEqual({ latency: 5, jitter: 0 });
  });

  it.each([
    [{ type: 'hasOwnProperty' }, 'invalid toxic type'],
    [{ type: 'latency', stream: 'up' }, 'stream was invalid, can be either upstream or downstream'],
    [{ type: 'latency', toxicity: '1' }, 'bad request body: toxicity must be a number, got "1"'],
    [
      { type: 'latency', attributes: { latency: 1.5 } },
      'bad request body: attributes.latency must be a whole number, got 1.5',
    ],
    [{ type: 'latency', attributes: [1] }, 'bad request body: attributes must be an object'],
    ['latency', 'bad request body: a toxic must be an object'],
  ])('is refused: %j', (body, message) => {
    expect(() => parseToxic(body)).toThrow(new ApiError(message, 400));
  });

  it('changes what an update names, and nothing when the update is wrong', () => {
    const toxic = parseToxic({ type: 'latency', attributes: { latency: 5, jitter: 2 } });
    updateToxic(toxic, { toxicity: 0.5, attributes: { latency: 7 } });
    expect(toxic).toMatchObject({ toxicity: 0.5, attributes: { latency: 7, jitter: 2 } });
    expect(() => updateToxic(toxic, { toxicity: 0.1, attributes: { latency: '9' } })).toThrow(ApiError);
    expect(toxic).toMatchObject({ toxicity: 0.5, attributes: { latency: 7, jitter: 2 } });
  });
});

describe('an address', () => {
  it.each([
    ['', '127.0.0.1:0'],
    [':80', '127.0.0.1:80'],
    ['db.internal:5432', 'db.internal:5432'],
    ['[::1]:5432', '[::1]:5432'],
  ])('"%s" is %s', (text, meaning) => {
    const { host, port } = parseAddress(text, 'listen');
    expect(formatAddress(host, port)).toBe(meaning);
  });

  it.each(['5432', 'host', 'host:', 'host:99999', '::1:80', 'http://host:80'])('"%s" is refused', (text) => {
    expect(() => parseAddress(text, 'upstream')).toThrow(`upstream: "${text}" is not host:port`);
  });

  it('of a proxy is out of the ephemeral ranges', () => {
    for (let i = 0; i < 1000; i += 1) {
      const port = randomPort();
      expect(port).toBeGreaterThanOrEqual(20_000);
      expect(port).toBeLessThan(32_768);
    }
  });
});
