/** Reads one file out of a `.tar.gz` or a `.zip` in memory, so that no external program is needed on any platform. */
import { gunzipSync, inflateRawSync } from 'node:zlib';

const TAR_BLOCK = 512;

function tarText(block: Buffer, start: number, length: number): string {
  const end = block.indexOf(0, start);
  return block.toString('utf8', start, end >= 0 && end < start + length ? end : start + length);
}

/** Content of the first regular file named `name` (in any folder) of a tar, or null. */
export function readFromTar(tar: Buffer, name: string): Buffer | null {
  for (let offset = 0; offset + TAR_BLOCK <= tar.length; ) {
    const header = tar.subarray(offset, offset + TAR_BLOCK);
    const path = tarText(header, 0, 100);
    if (path === '') return null;
    const size = Number.parseInt(tarText(header, 124, 12).trim(), 8);
    if (!Number.isFinite(size)) throw new Error('damaged archive');
    const type = String.fromCharCode(header[156] ?? 0);
    const start = offset + TAR_BLOCK;
    if ((type === '0' || type === '\0') && path.split('/').at(-1) === name) {
      if (start + size > tar.length) throw new Error('truncated archive');
      return tar.subarray(start, start + size);
    }
    offset = start + Math.ceil(size / TAR_BLOCK) * TAR_BLOCK;
  }
  return null;
}

const ZIP_END = 0x06054b50;
const ZIP_ENTRY = 0x02014b50;
const METHOD_STORED = 0;
const METHOD_DEFLATED = 8;

/** Content of the first file named `name` (in any folder) of a zip, or null. */
export function readFromZip(zip: Buffer, name: string): Buffer | null {
  let end = zip.length - 22;
  while (end >= 0 && zip.readUInt32LE(end) !== ZIP_END) end -= 1;
  if (end < 0) throw new Error('damaged or truncated archive');
  const entries = zip.readUInt16LE(end + 10);
  let offset = zip.readUInt32LE(end + 16);
  for (let index = 0; index < entries; index += 1) {
    if (zip.readUInt32LE(offset) !== ZIP_ENTRY) throw new Error('damaged archive');
    const method = zip.readUInt16LE(offset + 10);
    const packedSize = zip.readUInt32LE(offset + 20);
    const nameLength = zip.readUInt16LE(offset + 28);
    const path = zip.toString('utf8', offset + 46, offset + 46 + nameLength);
    if (path.split('/').at(-1) === name) {
      const local = zip.readUInt32LE(offset + 42);
      const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
      const packed = zip.subarray(start, start + packedSize);
      if (method === METHOD_STORED) return packed;
      if (method === METHOD_DEFLATED) return inflateRawSync(packed);
      throw new Error(`archive packed by an unknown method (${method})`);
    }
    offset += 46 + nameLength + zip.readUInt16LE(offset + 30) + zip.readUInt16LE(offset + 32);
  }
  return null;
}

/** Content of the file `name` in an archive; the kind is told by the archive's file name. Throws where it is not in it. */
export function readFromArchive(archive: Buffer, archiveName: string, name: string): Buffer {
  const found = archiveName.endsWith('.zip')
    ? readFromZip(archive, name)
    : readFromTar(gunzipSync(archive), name);
  if (found === null) throw new Error(`no file ${name} in the archive`);
  return found;
}
