import { Icon } from '#client/ui/Icon.tsx'
import { TextField } from '#client/ui/Field.tsx'
import type { Finding } from '#shared/rota/publish.ts'

interface FindingItemProps {
  readonly finding: Finding
  readonly why: string
  readonly error: string | undefined
  readonly onWhy: (why: string) => void
}

const says: Readonly<Record<Finding['grade'], string>> = {
  'must-fix': 'Must be fixed',
  accept: 'Fix it, or say why not',
  look: 'Worth a look',
}

/** One thing that speaks against publishing; a rule that may be gone against has a line for the reason, which is kept. */
export function FindingItem({ finding: { key, grade, title, text }, why, error, onWhy }: FindingItemProps) {
  return (
    <li className={`iss ${grade === 'look' ? 'warn' : 'stop'}`}>
      <div className="t">
        <Icon name={grade === 'look' ? 'triangle' : 'octagon'} />
        <span>
          {title} <span className="muted small">{says[grade]}</span>
        </span>
      </div>
      <p>{text}</p>
      {grade === 'accept' && (
        <TextField
          label={`Why ${title} is agreed to`}
          hideLabel
          placeholder="Why it is agreed to: kept with the publication"
          id={key}
          name={key}
          value={why}
          error={error}
          onChange={(event) => onWhy(event.target.value)}
        />
      )}
    </li>
  )
}
