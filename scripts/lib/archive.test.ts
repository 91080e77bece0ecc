import { crc32, deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readFromArchive } from './archive.ts';

/** A zip of the files, the way k6's releases for Windows and macOS are packed. */
function zip(files: Readonly<Record<string, string>>, deflate: boolean): Buffer {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const [path, text] of Object.entries(files)) {
    const data = Buffer.from(text);
    const packed = deflate ? deflateRawSync(data) : data;
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(deflate ? 8 : 0, 4);
    common.writeUInt32LE(typeof crc32 === 'function' ? crc32(data) : 0, 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(path.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(path), packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    entries.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), common, rest, Buffer.from(path)]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

const FILES = { 'k6-v1/LICENSE': 'words', 'k6-v1/k6.exe': 'the program '.repeat(100) };

describe('readFromArchive', () => {
  it.each([true, false])('finds the program in a zip (deflated: %s)', (deflate) => {
    const found = readFromArchive(zip(FILES, deflate), 'k6.zip', 'k6.exe');
    expect(found.toString()).toBe(FILES['k6-v1/k6.exe']);
  });

  it('says what is wrong with an archive', () => {
    const whole = zip(FILES, true);
    expect(() => readFromArchive(whole, 'k6.zip', 'other')).toThrow('no file other in the archive');
    expect(() => readFromArchive(whole.subarray(0, 100), 'k6.zip', 'k6.exe')).toThrow(/truncated/);
    expect(() => readFromArchive(Buffer.from('nonsense'), 'k6.tar.gz', 'k6')).toThrow();
  });
});
