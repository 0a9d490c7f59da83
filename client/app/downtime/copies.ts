import { useEffect, useSyncExternalStore } from 'react'
import { ask } from '#client/kernel/api.ts'
import { downtimePack, PACK_MINUTES, type DowntimePack } from '#shared/downtime/contract.ts'

/** The part of a chosen file that is used here; browsers that cannot keep a file leave it out. */
interface ChosenFile {
  readonly name: string
  createWritable(): Promise<{ write(text: string): Promise<void>; close(): Promise<void> }>
}
type Picker = (options: {
  readonly suggestedName: string
  readonly types: readonly {
    readonly description: string
    readonly accept: Readonly<Record<string, readonly string[]>>
  }[]
}) => Promise<ChosenFile>

export interface Copies {
  /** The last copy that was fetched here: it can be printed when nothing else can be reached. */
  readonly last: DowntimePack | null
  /** The file that is written again and again, by its name. */
  readonly file: string | null
  readonly trouble: string | null
}

let now: Copies = { last: null, file: null, trouble: null }
let chosen: ChosenFile | null = null
const listeners = new Set<() => void>()

function change(next: Partial<Copies>): void {
  now = { ...now, ...next }
  for (const tell of listeners) tell()
}

const picker = (): Picker | null => {
  const found: unknown = Object.getOwnPropertyDescriptor(globalThis, 'showSaveFilePicker')?.value
  return typeof found === 'function' ? (found as Picker) : null
}

/** Whether this browser can write the same file again by itself. */
export const canKeepFile = (): boolean => picker() !== null

/** Fetches the latest copy, and writes it into the chosen file. */
export async function refresh(): Promise<DowntimePack | null> {
  try {
    const last = await ask(downtimePack, {})
    change({ last, trouble: null })
    if (chosen !== null) await write(chosen, last)
    return last
  } catch (fault) {
    change({ trouble: fault instanceof Error ? fault.message : 'The copy could not be fetched.' })
    return null
  }
}

async function write(file: ChosenFile, { html }: DowntimePack): Promise<void> {
  try {
    const open = await file.createWritable()
    await open.write(html)
    await open.close()
  } catch {
    change({ trouble: `${file.name} could not be written. Choose it again.`, file: null })
    chosen = null
  }
}

/** Lets its person choose the file once; from then on it is written every quarter of an hour while the hub is open here. */
export async function chooseFile(): Promise<void> {
  const choose = picker()
  if (choose === null) return
  try {
    const type = { description: 'Page for an outage', accept: { 'text/html': ['.html'] } }
    chosen = await choose.call(globalThis, { suggestedName: 'duty-hub-downtime.html', types: [type] })
  } catch {
    // Its person closed the question: nothing is chosen.
    return
  }
  change({ file: chosen.name })
  await refresh()
}

/** Once somebody wants copies here, a fresh one is fetched every quarter of an hour. */
export function useDowntimeCopies(may: boolean): void {
  const { file } = useCopies()
  const wanted = may && file !== null
  useEffect(() => {
    if (!wanted) return
    const timer = setInterval(() => void refresh(), PACK_MINUTES * 60_000)
    return () => clearInterval(timer)
  }, [wanted])
}

/** Nothing of it stays for the next person at this computer. */
export function forgetCopies(): void {
  chosen = null
  change({ last: null, file: null, trouble: null })
}

export const useCopies = (): Copies =>
  useSyncExternalStore(
    (tell) => {
      listeners.add(tell)
      return () => listeners.delete(tell)
    },
    () => now,
  )
