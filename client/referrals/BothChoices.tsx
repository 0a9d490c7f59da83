import { Button } from '#client/ui/Button.tsx'

/** One thing that a colleague has changed and that somebody here was changing too. */
export interface TwoSided<Field extends string = string> {
  readonly field: Field
  readonly what: string
  readonly theirs: string
  readonly mine: string
}

interface BothChoicesProps<Field extends string> {
  readonly choices: readonly TwoSided<Field>[]
  /** The colleague, as they are called. */
  readonly who: string
  readonly onTheirs: (field: Field) => void
  readonly onMine: (field: Field) => void
}

/** Both choices side by side, for each thing that two people changed at once. What stands stands; nothing that was typed is lost. */
export function BothChoices<Field extends string>({ choices, who, onTheirs, onMine }: BothChoicesProps<Field>) {
  return choices.map(({ field, what, theirs, mine }) => (
    <section key={field} className="both" aria-label={`${what}: two choices`}>
      <div className="two">
        <div className="on">
          <div className="k">
            {what}, in force · {who}
          </div>
          {theirs || <span className="muted">Empty</span>}
        </div>
        <div>
          <div className="k">Yours, not sent</div>
          {mine || <span className="muted">Empty</span>}
        </div>
      </div>
      <div className="btns">
        <Button size="sm" onClick={() => onTheirs(field)}>
          Keep {who}’s<span className="vh">, {what}</span>
        </Button>
        <Button size="sm" onClick={() => onMine(field)}>
          Go on with mine<span className="vh">, {what}</span>
        </Button>
      </div>
    </section>
  ))
}
