import { setShortcuts, useShortcutList } from '#client/kernel/shortcuts.ts'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { Checkbox } from './Field.tsx'
import { Kbd } from './Kbd.tsx'

/** What each key does here, and a way to turn them all off. Opened with `?`. */
export function ShortcutsDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { on, shortcuts } = useShortcutList()
  return (
    <Dialog open={open} onClose={onClose} title="Keyboard shortcuts" actions={<Button onClick={onClose}>Close</Button>}>
      <ul className="kb">
        {shortcuts.map(({ keys, says }) => (
          <li key={keys}>
            <span>{says}</span>
            <span>
              <span className="vh">{keys}</span>
              {keys.split(' ').map((key) => (
                <Kbd key={key}>{key.toUpperCase()}</Kbd>
              ))}
            </span>
          </li>
        ))}
      </ul>
      <Checkbox
        label="Single-letter shortcuts on"
        hint="They are off while you type. The setting stays on this computer."
        checked={on}
        onChange={(event) => setShortcuts(event.target.checked)}
      />
    </Dialog>
  )
}
