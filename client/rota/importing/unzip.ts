/**
 * Reads single files out of a ZIP archive, each held to a number of bytes while it is being unpacked, whatever the archive claims: a few
 * kilobytes can say that they are a gigabyte, or become one. Only what a workbook uses is read: stored and deflated files, no
 * encryption, no parts on other disks.
 */

/** @throws NotAnArchive in words for the person who chose the file */
export class NotAnArchive extends Error {}

const END = 0x06_05_4b_50
const ENTRY = 0x02_01_4b_50
const LOCAL = 0x04_03_4b_50
const END_BYTES = 22
const LONGEST_COMMENT = 65_535
/** A workbook has a few dozen parts; thousands are no workbook. */
const MOST_ENTRIES = 2000
const [STORED, DEFLATED] = [0, 8]

interface Entry {
  readonly method: number
  readonly packed: number
  readonly local: number
}

export interface Archive {
  /** The text of a file, or `null` when it is not there. */
  readonly text: (path: string) => Promise<string | null>
}

const broken = (): never => {
  throw new NotAnArchive(
    'This file is damaged, or is not a workbook. Open it in the spreadsheet and save it again as .xlsx.',
  )
}

/**
 * @param bytes the archive
 * @param most how many bytes all that is read of it may come to, unpacked
 */
export function openArchive(bytes: Uint8Array<ArrayBuffer>, most: number): Archive {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries = entriesOf(view, bytes)
  let left = most
  return {
    async text(path) {
      const entry = entries.get(path)
      if (!entry) return null
      const unpacked = await unpack(view, bytes, entry, left)
      left -= unpacked.length
      return new TextDecoder().decode(unpacked)
    },
  }
}

function entriesOf(view: DataView, bytes: Uint8Array): ReadonlyMap<string, Entry> {
  const end = endOf(view)
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  if (count > MOST_ENTRIES) broken()
  const entries = new Map<string, Entry>()
  for (let index = 0; index < count; index++) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== ENTRY) broken()
    const [name, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true)) as [
      number,
      number,
      number,
    ]
    // Bit 0: its content is encrypted.
    if ((view.getUint16(at + 8, true) & 1) === 1)
      throw new NotAnArchive('This workbook has a password. Save a copy without one, and choose that.')
    entries.set(new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + name)), {
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      local: view.getUint32(at + 42, true),
    })
    at += 46 + name + extra + comment
  }
  return entries
}

/** The list of what is inside stands at the end, before a comment of unknown length. */
function endOf(view: DataView): number {
  const last = view.byteLength - END_BYTES
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--) if (view.getUint32(at, true) === END) return at
  return broken()
}

async function unpack(
  view: DataView,
  bytes: Uint8Array<ArrayBuffer>,
  { method, packed, local }: Entry,
  most: number,
): Promise<Uint8Array> {
  if (local + 30 > view.byteLength || view.getUint32(local, true) !== LOCAL) broken()
  const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
  if (from + packed > view.byteLength) broken()
  const content = bytes.subarray(from, from + packed)
  if (method === STORED) return packed > most ? tooMuch() : content
  return method === DEFLATED ? inflate(content, most) : broken()
}

const tooMuch = (): never => {
  throw new NotAnArchive(
    'This workbook unpacks to more than a rota can be. Save the rota alone as a workbook of its own.',
  )
}

async function inflate(content: Uint8Array<ArrayBuffer>, most: number): Promise<Uint8Array> {
  const reader = new Blob([content]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader()
  const parts: Uint8Array[] = []
  let length = 0
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      length += read.value.length
      if (length > most) {
        await reader.cancel()
        return tooMuch()
      }
      parts.push(read.value)
    }
  } catch (fault) {
    if (fault instanceof NotAnArchive) throw fault
    return broken()
  }
  const whole = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
