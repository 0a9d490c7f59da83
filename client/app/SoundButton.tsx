import { setSound, useSoundState } from '#client/kernel/sound.ts'
import { useShortcut } from '#client/kernel/shortcuts.ts'
import { Icon } from '#client/ui/Icon.tsx'
import { toast } from '#client/ui/toast.ts'

const says = {
  off: 'Turn sound on: new referrals, limits that come near and limits that have passed',
  blocked: 'Sound is blocked by the browser. Press to let it sound',
  on: 'Turn sound off on this computer',
} as const

/** Sound for what needs the desk now: off until somebody wants it, on each computer by itself. */
export function SoundButton() {
  const state = useSoundState()
  const change = (): void => {
    const next = state !== 'on'
    void setSound(next)
    toast({ words: next ? 'Sound is on, on this computer.' : 'Sound is off, on this computer.', icon: 'sound' })
  }
  useShortcut({ keys: 's', says: 'Sound on or off', run: change })
  return (
    <button
      type="button"
      className={state === 'on' ? 'ico-btn only-d sounds' : 'ico-btn only-d'}
      aria-pressed={state === 'on'}
      aria-label={says[state]}
      title={says[state]}
      onClick={change}
    >
      <Icon name={state === 'on' ? 'sound' : 'silent'} />
    </button>
  )
}

/** Says on the board that sound was wanted and cannot be heard yet: whoever relies on it must know. */
export function SoundBlocked() {
  if (useSoundState() !== 'blocked') return null
  return (
    <span className="tag warn">
      <Icon name="silent" />
      Sound is blocked until you press a key
    </span>
  )
}
