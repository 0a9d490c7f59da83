import { useSyncExternalStore } from 'react'

/** A new referral is soft, a limit that comes near has two notes, one that has passed three. Each is shorter than a second. */
export type SoundName = 'new' | 'soon' | 'over'

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
}
const LOUDNESS: Record<SoundName, number> = { new: 0.08, soon: 0.16, over: 0.24 }

/** `blocked`: wanted, but the browser waits for a press before it lets anything sound. */
export type SoundState = 'off' | 'blocked' | 'on'

const SETTING = 'duty-hub.sound'
let wanted = readSetting()
let context: AudioContext | null = null
const listeners = new Set<() => void>()

function readSetting(): boolean {
  try {
    return globalThis.localStorage.getItem(SETTING) === 'on'
  } catch {
    return false
  }
}

function tell(): void {
  for (const one of listeners) one()
}

function stateNow(): SoundState {
  if (!wanted) return 'off'
  return context?.state === 'running' ? 'on' : 'blocked'
}

function audio(): AudioContext | null {
  if (typeof AudioContext === 'undefined') return null
  if (context === null) {
    context = new AudioContext()
    context.addEventListener('statechange', tell)
  }
  return context
}

/** Turns sound on or off on this computer. Turned on by a press, it plays the soft one, so that its person knows that it works. */
export async function setSound(next: boolean): Promise<void> {
  wanted = next
  try {
    localStorage.setItem(SETTING, next ? 'on' : 'off')
  } catch {
    // Kept until the page is closed.
  }
  tell()
  if (!next) return
  await wake()
  play('new')
}

async function wake(): Promise<void> {
  await audio()
    ?.resume()
    .catch(() => undefined)
  tell()
}

/** After a reload browsers are silent until the first press: any press will do. Called once. */
export function startSound(): void {
  const press = (): void => {
    if (stateNow() === 'blocked') void wake()
  }
  window.addEventListener('pointerdown', press, { passive: true })
  window.addEventListener('keydown', press, { passive: true })
}

/** Plays a sound, if its person wants sound and the browser lets it. @returns whether it sounded */
export function play(name: SoundName): boolean {
  if (stateNow() !== 'on' || context === null) return false
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

export const useSoundState = (): SoundState =>
  useSyncExternalStore(
    (one) => {
      listeners.add(one)
      return () => listeners.delete(one)
    },
    stateNow,
    () => 'off',
  )
