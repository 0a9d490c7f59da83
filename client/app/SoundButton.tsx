import { useState } from 'react'
import { setSound, useSoundState } from '#client/kernel/sound.ts'
import type { SoundState } from '#client/kernel/soundRules.ts'
import { useShortcut } from '#client/kernel/shortcuts.ts'
import { Icon } from '#client/ui/Icon.tsx'
import { toast } from '#client/ui/toast.ts'
import { SoundPanel } from './SoundPanel.tsx'

const says: Readonly<Record<SoundState, string>> = {
  off: 'Sounds: off',
  grave: 'Sounds: only passed limits and missed check-ins',
  blocked: 'Sounds: blocked by the browser until you press something',
  on: 'Sounds: on',
}

/** Sound for what needs the desk now: off until somebody wants it, for each person on each computer. */
export function SoundButton() {
  const state = useSoundState()
  const [open, setOpen] = useState(false)
  const change = (): void => {
    const next = state !== 'on'
    void setSound(next)
    toast({ words: `Sound is ${next ? 'on' : 'off'} for you, on this computer.`, icon: 'sound' })
  }
  useShortcut({ keys: 's', says: 'Sound on or off', run: change })
  return (
    <>
      <button
        type="button"
        className={state === 'on' ? 'ico-btn only-d sounds' : 'ico-btn only-d'}
        aria-haspopup="dialog"
        aria-label={says[state]}
        title={says[state]}
        onClick={() => setOpen(true)}
      >
        <Icon name={state === 'on' || state === 'grave' ? 'sound' : 'silent'} />
      </button>
      <SoundPanel open={open} onClose={() => setOpen(false)} />
    </>
  )
}

/** Says on the board that sound was wanted and cannot be heard yet: whoever relies on it must know. */
export function SoundBlocked() {
  if (useSoundState() !== 'blocked') return null
  return (
    <span className="tag warn">
      <Icon name="silent" />
      Press a key for sound
    </span>
  )
}
