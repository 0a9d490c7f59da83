import { useState } from 'react'
import type { OwnAccount } from '#client/kernel/account.ts'
import { Button } from '#client/ui/Button.tsx'
import { TextField } from '#client/ui/Field.tsx'
import { formatInstant } from '#shared/time/london.ts'

interface PasskeyRowProps {
  readonly passkey: OwnAccount['passkeys'][number]
  readonly onChange: (path: string, body: unknown, words: string) => Promise<void>
}

/** One passkey: what it is called, when it was last used, and a way to name it anew or to take it off. */
export function PasskeyRow({ passkey, onChange }: PasskeyRowProps) {
  const { id, name, madeAt, usedAt } = passkey
  const [naming, setNaming] = useState<string | null>(null)
  const save = async (): Promise<void> => {
    await onChange('/api/account/passkey/name', { id, name: naming }, 'The passkey has its new name.')
    setNaming(null)
  }
  return (
    <li>
      <span>
        {naming === null ? (
          <b>{name}</b>
        ) : (
          <TextField
            label="What to call it"
            width="l"
            value={naming}
            onChange={(event) => setNaming(event.target.value)}
            autoFocus
          />
        )}
        <span className="muted">
          Passkey, {usedAt ? `last used ${formatInstant(usedAt)}` : `made ${formatInstant(madeAt)}`}
        </span>
      </span>
      <span className="r">
        {naming === null ? (
          <Button size="sm" onClick={() => setNaming(name)} aria-label={`Rename ${name}`}>
            Rename
          </Button>
        ) : (
          <Button size="sm" kind="p" onClick={() => void save()}>
            Save the name
          </Button>
        )}
        <Button
          size="sm"
          kind="q"
          aria-label={`Take off ${name}`}
          onClick={() => void onChange('/api/account/passkey/remove', { id }, 'The passkey is taken off.')}
        >
          Take off
        </Button>
      </span>
    </li>
  )
}
