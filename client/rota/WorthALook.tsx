import { Button } from '#client/ui/Button.tsx'
import { Icon } from '#client/ui/Icon.tsx'
import { dayWords } from './rotaWords.ts'
import type { Open } from './opened.ts'
import { againstTheRules, rulesWords, type Look } from './worthALook.ts'

interface WorthALookProps {
  readonly looks: readonly Look[]
  readonly open: Open | null
}

/** Rest, approvals, leave and cover that somebody should decide about before the week begins. */
export function WorthALook({ looks, open }: WorthALookProps) {
  const broken = againstTheRules(looks)
  const grave = broken.rest + broken.approval
  return (
    <section className="card" aria-labelledby="worth-a-look">
      <div className="card-h">
        <h2 className="h3" id="worth-a-look">
          Worth a look
        </h2>
        <span className="r">
          {grave > 0 ? (
            <b className="stop-n">
              {grave} against the rules: {rulesWords(broken)}
            </b>
          ) : (
            looks.length || ''
          )}
        </span>
      </div>
      {looks.length === 0 ? (
        <p className="iss muted">Rest, approvals, leave and cover are all in order.</p>
      ) : (
        <ul>
          {looks.map((look) => (
            <LookItem key={look.key} look={look} open={open} />
          ))}
        </ul>
      )}
    </section>
  )
}

function LookItem({ look, open }: { readonly look: Look; readonly open: Open | null }) {
  const { tone, title, text, shift } = look
  return (
    <li className={`iss ${tone}`}>
      <div className="t">
        <Icon name={tone === 'stop' ? 'octagon' : 'triangle'} />
        <span>{title}</span>
      </div>
      <p>{text}</p>
      {open !== null && shift !== null && (
        <div className="b">
          <Button size="sm" onClick={() => open({ shift: shift.id })}>
            Change {dayWords(shift.day)}
          </Button>
        </div>
      )}
    </li>
  )
}
