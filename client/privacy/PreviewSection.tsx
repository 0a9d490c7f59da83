import { Icon } from '#client/ui/Icon.tsx'
import { Tag } from '#client/ui/Tag.tsx'
import {
  thirdParties,
  withholdReasons,
  type ExportLine,
  type ExportSection,
  type Withheld,
  type WithholdReason,
} from '#shared/privacy/exportDocument.ts'
import { markedPieces } from './markedPieces.ts'

export interface PreviewSectionProps {
  readonly section: ExportSection
  readonly withheld: Withheld
  readonly onChange: (withheld: Withheld) => void
}

/** Long lists that rarely hold anybody else's data are folded away. */
const FOLDED = /\.(?:timeline|looks)$/

/** One part of the document, each line with what can be withheld in it. */
export function PreviewSection({ section, withheld, onChange }: PreviewSectionProps) {
  const folded = FOLDED.test(section.key)
  const lines = (
    <dl className="xlines">
      {section.lines.map((line) => (
        <PreviewLine key={line.key} line={line} withheld={withheld} onChange={onChange} />
      ))}
    </dl>
  )
  if (folded)
    return (
      <details className="card xsection">
        <summary className="card-h">
          <span className="h3">{section.title}</span> <span className="muted">{section.lines.length}</span>
        </summary>
        {lines}
      </details>
    )
  return (
    <section className="card xsection" aria-label={section.title}>
      <div className="card-h">
        <h3 className="h3">{section.title}</h3>
      </div>
      {lines}
    </section>
  )
}

interface PreviewLineProps {
  readonly line: ExportLine
  readonly withheld: Withheld
  readonly onChange: (withheld: Withheld) => void
}

function PreviewLine({ line, withheld, onChange }: PreviewLineProps) {
  const whole = withheld[line.key] !== undefined
  const set = (key: string, reason: WithholdReason | null): void => {
    const { [key]: _, ...others } = withheld
    onChange(reason === null ? others : { ...others, [key]: reason })
  }
  const mayBeOthers = line.who !== null || line.isFreeText
  return (
    <div className={whole ? 'xline gone' : 'xline'}>
      <dt>
        {line.label}
        {line.who && <Tag tone="warn">{thirdParties[line.who]}</Tag>}
      </dt>
      <dd>
        <span className="xtext">
          {markedPieces(line.text, line.marks).map(({ words, at, mark }) =>
            mark === null ? (
              words
            ) : (
              <mark key={at} className={withheld[mark.key] === undefined || whole ? undefined : 'gone'}>
                {words}
              </mark>
            ),
          )}
        </span>
        {mayBeOthers && (
          <span className="xtoggles">
            <Toggle
              of={line.key}
              words={line.isFreeText ? 'all of it' : 'this'}
              withheld={withheld}
              onSet={set}
              about={line.label}
            />
            {!whole &&
              line.marks.map((mark) => (
                <Toggle
                  key={mark.key}
                  of={mark.key}
                  words={`“${mark.words}”`}
                  withheld={withheld}
                  onSet={set}
                  about={line.label}
                />
              ))}
          </span>
        )}
      </dd>
    </div>
  )
}

interface ToggleProps {
  readonly of: string
  readonly words: string
  readonly about: string
  readonly withheld: Withheld
  readonly onSet: (key: string, reason: WithholdReason | null) => void
}

/** Withholds one thing, with a reason that is kept. */
function Toggle({ of: key, words, about, withheld, onSet }: ToggleProps) {
  const reason = withheld[key]
  return (
    <span className="xtoggle">
      <button
        type="button"
        className="xbtn"
        aria-pressed={reason !== undefined}
        onClick={() => onSet(key, reason === undefined ? 'somebody-else' : null)}
      >
        <Icon name={reason === undefined ? 'circle' : 'check'} />
        {reason === undefined ? 'Withhold' : 'Withheld:'} {words}
        <span className="vh"> in {about}</span>
      </button>
      {reason !== undefined && (
        <select
          className="sel xsel"
          aria-label={`Why ${words} in ${about} is withheld`}
          value={reason}
          onChange={(event) => onSet(key, event.target.value as WithholdReason)}
        >
          {Object.entries(withholdReasons).map(([code, says]) => (
            <option key={code} value={code}>
              {says}
            </option>
          ))}
        </select>
      )}
    </span>
  )
}
