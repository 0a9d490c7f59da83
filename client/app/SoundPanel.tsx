import { useState } from 'react'
import { setAlert, useAlertState, type AlertState } from '#client/kernel/desktopAlert.ts'
import { setSound, tryOut, useSoundState } from '#client/kernel/sound.ts'
import { soundNames, type SoundName, type SoundState } from '#client/kernel/soundRules.ts'
import { useKey } from '#client/kernel/shortcuts.ts'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'

const says: Readonly<Record<SoundState, string>> = {
  on: 'Sounds are on for you, on this computer.',
  grave:
    'Sounds are off for you, on this computer. You are on a shift at the desk, so a passed limit and a missed check-in are heard all the same.',
  blocked: 'The browser lets nothing sound until you press something on this page.',
  off: 'Sounds are off for you, on this computer. You hear nothing when a limit passes or a check-in is missed: watch the screen, or turn them on.',
}

const names: Readonly<Record<SoundName, string>> = {
  new: 'New referral',
  soon: 'A limit comes near, or something is asked of the desk',
  over: 'A legal limit has passed',
  'check-in': 'A check-in was missed, or somebody called for help',
}

/** Whether sounds are on, in words, and each of them to try, so that somebody knows what they hear. */
export function SoundPanel({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const state = useSoundState()
  const [silent, setSilent] = useState(false)
  const key = useKey('s')
  const keyWords = key === null ? '' : ` or with the key ${key.toUpperCase()} on any page`
  const hear = async (name: SoundName): Promise<void> => setSilent(!(await tryOut(name)))
  const on = state === 'on'
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Sounds"
      actions={
        <>
          <Button kind={on ? 's' : 'p'} onClick={() => void setSound(!on)}>
            {on ? 'Turn sounds off' : 'Turn sounds on'}
          </Button>
          <Button kind="q" onClick={onClose}>
            Close
          </Button>
        </>
      }
    >
      <p role="status">{says[state]}</p>
      <ul className="sound-list">
        {soundNames.map((name) => (
          <li key={name}>
            <span>{names[name]}</span>
            <Button size="sm" onClick={() => void hear(name)}>
              Play<span className="vh">: {names[name]}</span>
            </Button>
          </li>
        ))}
      </ul>
      {silent && (
        <p role="alert">
          This browser played nothing. Check that it may play sound, and that the computer has a speaker.
        </p>
      )}
      <BehindOthers />
      <p className="small muted">
        Each person at this computer sets this for themselves, here{keyWords}. On a shift at the desk nobody can turn
        off the sound of a passed limit or a missed check-in.
      </p>
    </Dialog>
  )
}

const behind: Readonly<Record<AlertState, string>> = {
  on: 'While this page is behind others, the computer shows a notice of each alarm: a reference and a clock, nobody’s name.',
  off: 'While this page is behind others, you are told by sound only.',
  blocked:
    'The browser refuses notices for this address. Allow them in its settings for this site, then turn this on again.',
  impossible: 'This browser shows no notices of its own: keep the page in front.',
}

/** For whoever works in another program meanwhile. */
function BehindOthers() {
  const state = useAlertState()
  const on = state === 'on' || state === 'blocked'
  return (
    <>
      <h3 className="h3">On this computer’s screen</h3>
      <p role="status">{behind[state]}</p>
      {state !== 'impossible' && (
        <Button size="sm" onClick={() => void setAlert(!on)}>
          {on ? 'Show no notices' : 'Show notices'}
        </Button>
      )}
    </>
  )
}
