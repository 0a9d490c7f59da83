import { useState } from 'react'
import { useAnswer, useSend } from '#client/kernel/api.ts'
import { useNow } from '#client/kernel/clock.ts'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { ErrorMessage } from '#client/ui/Field.tsx'
import { toast } from '#client/ui/toast.ts'
import { rotaImports, undoImport, type RotaImports } from '#shared/rota/importContract.ts'
import { formatDayShort, formatInstant, londonDayOf } from '#shared/time/london.ts'

/** What was imported lately, with a way to take the whole of each back while it is in the draft. */
export function EarlierImports() {
  const asked = useAnswer(rotaImports, {})
  const imports = asked.data?.imports ?? []
  if (imports.length === 0) return null
  return (
    <Card title="Imported lately">
      <ul className="imports">
        {imports.map((one) => (
          <Import key={one.id} one={one} />
        ))}
      </ul>
    </Card>
  )
}

function Import({ one }: { readonly one: RotaImports['imports'][number] }) {
  const today = londonDayOf(useNow(60_000))
  const undoing = useSend(undoImport)
  const [error, setError] = useState<string | null>(null)
  const undo = async (): Promise<void> => {
    const sent = await undoing.mutateAsync({ importId: one.id })
    if (!sent.ok) return setError(sent.refusal.message)
    const { undone, kept } = sent.value
    const detail = kept > 0 ? `${kept} stay: they were published, or changed by hand since.` : undefined
    toast({ words: `${undone} changes are out of the draft again.`, icon: 'undo', detail })
  }
  return (
    <li>
      <span>
        <b>{one.drafted === 1 ? 'One change' : `${one.drafted} changes`}</b>, {formatDayShort(one.firstDay)} to{' '}
        {formatDayShort(one.lastDay)}
        <span className="muted">
          {' '}
          by {one.byName}, {formatInstant(one.at, today)}. {stateWords(one)}
        </span>
        {error !== null && <ErrorMessage>{error}</ErrorMessage>}
      </span>
      {one.undoneAt === null && one.inDraft > 0 && (
        <Button size="sm" icon="undo" busy={undoing.isPending} onClick={() => void undo()}>
          Undo the whole import
        </Button>
      )}
    </li>
  )
}

function stateWords({ undoneAt, inDraft, drafted }: RotaImports['imports'][number]): string {
  if (undoneAt !== null) return 'Undone.'
  if (inDraft === 0) return 'Published, or changed by hand since.'
  return inDraft === drafted ? 'All of it is in the draft.' : `${inDraft} of it are in the draft as imported.`
}
