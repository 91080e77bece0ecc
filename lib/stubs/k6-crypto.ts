/** `k6/crypto` for unit tests, on Node's crypto: the same digests. */
import { createHash, createHmac } from 'node:crypto';

type Encoding = 'hex' | 'base64';

export default {
  sha1: (data: string, encoding: Encoding) => createHash('sha1').update(data).digest(encoding),
  sha256: (data: string, encoding: Encoding) => createHash('sha256').update(data).digest(encoding),
  hmac: (algorithm: string, key: string, data: string, encoding: Encoding) =>
    createHmac(algorithm, key).update(data).digest(encoding),
};
