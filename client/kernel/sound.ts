import { useSyncExternalStore } from 'react'
import type { PersonId } from '#shared/kernel/ids.ts'
import { isWished, soundStateOf, waitsToSound, type SoundName, type SoundState } from './soundRules.ts'

/** A new referral is soft, a limit that comes near has two notes, one that has passed three, a missed check-in goes up and down. */
const notes: Record<SoundName, readonly (readonly [pitch: number, at: number, length: number])[]> = {
  new: [[523, 0, 0.22]],
  soon: [
    [587, 0, 0.16],
    [784, 0.2, 0.2],
  ],
  over: [
    [880, 0, 0.16],
    [698, 0.2, 0.16],
    [880, 0.4, 0.26],
  ],
  'check-in': [
    [440, 0, 0.12],
    [988, 0.15, 0.12],
    [440, 0.3, 0.12],
    [988, 0.45, 0.12],
    [440, 0.6, 0.24],
  ],
}
const LOUDNESS: Record<SoundName, number> = { new: 0.08, soon: 0.16, over: 0.24, 'check-in': 0.24 }

let person: PersonId | null = null
let wanted = false
let onDesk = false
/** What came while the browser let nothing sound. */
let waiting: SoundName | null = null
let context: AudioContext | null = null
const listeners = new Set<() => void>()

const settingOf = (whose: PersonId): string => `duty-hub.sound.${whose}`

function readSetting(whose: PersonId): boolean {
  try {
    return globalThis.localStorage.getItem(settingOf(whose)) === 'on'
  } catch {
    return false
  }
}

function tell(): void {
  for (const one of listeners) one()
}

const stateNow = (): SoundState => soundStateOf({ wanted, onDesk }, context?.state === 'running')

function audio(): AudioContext | null {
  if (typeof AudioContext === 'undefined') return null
  if (context === null) {
    context = new AudioContext()
    context.addEventListener('statechange', tell)
  }
  return context
}

/** Sounds as this person wants them on this computer, until they go. @returns how to end that */
export function soundsOf(whose: PersonId): () => void {
  person = whose
  wanted = readSetting(whose)
  tell()
  wakeIfPressed()
  return () => {
    person = null
    wanted = false
    waiting = null
    tell()
  }
}

/** Turns sound on or off for whoever is signed in, on this computer. Turned on by a press, it plays the soft one, so that they know that it works. */
export async function setSound(next: boolean): Promise<void> {
  wanted = next
  try {
    if (person !== null) localStorage.setItem(settingOf(person), next ? 'on' : 'off')
  } catch {
    // Kept until the page is closed.
  }
  tell()
  if (next) await tryOut('new')
}

/** Says whether whoever is signed in is on a shift at the desk now: then the gravest sounds are heard whatever they set. */
export function setOnDesk(next: boolean): void {
  if (onDesk === next) return
  onDesk = next
  tell()
  wakeIfPressed()
}

/** Whoever has just signed in has pressed something on this page: their browser lets it sound at once. */
function wakeIfPressed(): void {
  if (stateNow() === 'blocked' && 'userActivation' in navigator && navigator.userActivation.hasBeenActive) void wake()
}

async function wake(): Promise<void> {
  await audio()
    ?.resume()
    .catch(() => undefined)
  if (context?.state === 'running' && waiting !== null) {
    sound(waiting)
    waiting = null
  }
  tell()
}

/** After a reload browsers are silent until the first press: any press will do, and what came meanwhile is heard then. Called once. */
export function startSound(): void {
  const press = (): void => {
    if (stateNow() === 'blocked') void wake()
  }
  window.addEventListener('pointerdown', press, { passive: true })
  window.addEventListener('keydown', press, { passive: true })
}

function sound(name: SoundName): boolean {
  if (context?.state !== 'running') return false
  const begin = context.currentTime + 0.02
  for (const [pitch, at, length] of notes[name]) {
    const tone = context.createOscillator()
    const volume = context.createGain()
    tone.frequency.value = pitch
    tone.type = 'sine'
    volume.gain.setValueAtTime(0, begin + at)
    volume.gain.linearRampToValueAtTime(LOUDNESS[name], begin + at + 0.02)
    volume.gain.linearRampToValueAtTime(0, begin + at + length)
    tone.connect(volume).connect(context.destination)
    tone.start(begin + at)
    tone.stop(begin + at + length + 0.02)
  }
  return true
}

/** Plays a sound if its person is to hear it: now, or with the next press when the browser waits for one. @returns whether it sounded */
export function play(name: SoundName): boolean {
  if (!isWished(name, { wanted, onDesk })) return false
  if (sound(name)) return true
  waiting = waitsToSound(waiting, name)
  return false
}

/** Plays a sound by a press, so that its person knows it again, whatever they set. @returns whether it sounded */
export async function tryOut(name: SoundName): Promise<boolean> {
  await wake()
  return sound(name)
}

export const useSoundState = (): SoundState =>
  useSyncExternalStore(
    (one) => {
      listeners.add(one)
      return () => listeners.delete(one)
    },
    stateNow,
    () => 'off',
  )
