import { useState } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { useKeptText } from '#client/kernel/drafts.ts'
import { Button } from '#client/ui/Button.tsx'
import { Checkbox, TextField } from '#client/ui/Field.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { removeView, saveView, type SavedView } from '#shared/desk/contract.ts'
import { sameView, viewWords, type BoardView } from '#shared/desk/views.ts'
import { useLanes } from './useLanes.ts'

interface SavedViewsProps {
  readonly saved: readonly SavedView[]
  readonly view: BoardView
  readonly onOpen: (view: BoardView) => void
}

/** One's own views, to open or take away. They follow their person to every computer. */
export function SavedViews({ saved, view, onOpen }: SavedViewsProps) {
  const remove = useSend(removeView)
  const [trouble, setTrouble] = useState<string | null>(null)
  const { names } = useLanes()
  if (saved.length === 0) return null
  const take = (one: SavedView): void =>
    void remove.mutateAsync({ viewId: one.id }).then(
      (sent) => setTrouble(sent.ok ? null : sent.refusal.message),
      (fault: unknown) => setTrouble(fault instanceof Error ? fault.message : 'Not taken away. Try again.'),
    )
  return (
    <section aria-labelledby="my-views">
      <h3 className="h3" id="my-views">
        My views
      </h3>
      {trouble !== null && (
        <Notice tone="warn" speaks="at-once">
          {trouble}
        </Notice>
      )}
      <ul className="my-views">
        {saved.map((one) => (
          <li key={one.id}>
            <Button size="sm" aria-pressed={sameView(one, view)} onClick={() => onOpen(one)}>
              {one.name}
            </Button>
            <span className="small muted">
              {viewWords(one, names)}
              {one.opensFirst && ' · the board opens with it'}
            </span>
            <Button kind="q" size="sm" onClick={() => take(one)}>
              Take away<span className="vh"> {one.name}</span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Keeps what is shown now under a name. */
export function SaveThisView({ view }: { readonly view: BoardView }) {
  const send = useSend(saveView)
  const { names } = useLanes()
  const [name, setName, clear] = useKeptText('board.view.name')
  const [first, setFirst] = useState(false)
  const [error, setError] = useState<string | undefined>()
  const save = async (): Promise<void> => {
    if (name.trim() === '') return setError('Give the view a name, like Kelsham tonight')
    try {
      const sent = await send.mutateAsync({ name: name.trim(), ...view, opensFirst: first })
      if (!sent.ok) return setError(sent.refusal.message)
      clear()
      setError(undefined)
    } catch (fault) {
      setError(fault instanceof Error ? fault.message : 'Not saved. Try again.')
    }
  }
  return (
    <div className="stack">
      <TextField
        label="Save this view as"
        hint={viewWords(view, names)}
        width="l"
        maxLength={40}
        value={name}
        error={error}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') void save()
        }}
      />
      <Checkbox label="Open the board with it" checked={first} onChange={(event) => setFirst(event.target.checked)} />
      <div>
        <Button size="sm" busy={send.isPending} onClick={() => void save()}>
          Save view
        </Button>
      </div>
    </div>
  )
}
