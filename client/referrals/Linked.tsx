import { Link } from '@tanstack/react-router'
import { useAsking } from '#client/kernel/asking.ts'
import { useSession } from '#client/kernel/session.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { toast } from '#client/ui/toast.ts'
import { undoMerge, unlinkReferrals, type LinkRow } from '#shared/referrals/contactContract.ts'
import { linkKinds } from '#shared/referrals/links.ts'
import { referralNumber } from '#shared/referrals/referral.ts'
import { formatInstant, type LondonDay } from '#shared/time/london.ts'
import { ReasonDialog } from '#client/ui/ReasonDialog.tsx'
import styles from './referrals.module.css'
import { useSubmit } from '#client/ui/useSubmit.ts'

/** Which referrals this one belongs with. An ended link stays, with who ended it and why. */
export function Linked({ links, today }: { readonly links: readonly LinkRow[]; readonly today: LondonDay }) {
  if (links.length === 0) return null
  return (
    <Card title="Belongs with">
      <ul className={styles.calls}>
        {links.map((link) => (
          <li key={link.id}>
            <One link={link} today={today} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

const kindWords = ({ kind, incoming, number }: LinkRow): string => {
  if (kind === 'merged')
    return incoming ? `${referralNumber(number)} was merged into this` : `Merged into ${referralNumber(number)}`
  if (kind === 're-referral') return incoming ? 'Referred again as' : 'Referred again after'
  return linkKinds[kind]
}

function One({ link, today }: { readonly link: LinkRow; readonly today: LondonDay }) {
  const { can } = useSession()
  const [asking, setAsking] = useAsking<true>(`link.${link.id}`)
  const merged = link.kind === 'merged'
  const may = link.endedAt === null && can(merged ? 'triage' : 'take referrals')
  return (
    <>
      <div>
        {kindWords(link)}:{' '}
        <Link to="/referrals/$number" params={{ number: String(link.number) }}>
          {referralNumber(link.number)}
        </Link>
        {link.endedAt !== null && ' (ended)'}
      </div>
      <div className={`small ${styles.narrative}`}>{link.why}</div>
      <div className="small muted">
        {link.madeByName}, {formatInstant(link.madeAt, today)}
        {link.endedAt !== null &&
          `. Ended by ${link.endedByName ?? ''}, ${formatInstant(link.endedAt, today)}: ${link.endedWhy}`}
      </div>
      {may && (
        <Button size="sm" onClick={() => setAsking(true)}>
          {merged ? 'Undo the merge' : 'End the link'}
          <span className="vh"> with {referralNumber(link.number)}</span>
        </Button>
      )}
      {asking &&
        (merged ? (
          <Part link={link} onClose={() => setAsking(null)} />
        ) : (
          <End link={link} onClose={() => setAsking(null)} />
        ))}
    </>
  )
}

interface EndProps {
  readonly link: LinkRow
  readonly onClose: () => void
}

function End({ link, onClose }: EndProps) {
  const submitting = useSubmit(unlinkReferrals)
  const end = async (why: string): Promise<boolean> => {
    const before = await submitting.tried({ linkId: link.id, why })
    if (before) toast({ words: `Link with ${referralNumber(link.number)} ended.` })
    return before
  }
  return (
    <ReasonDialog
      keptAs={`unlink.${link.id}`}
      title={`End the link with ${referralNumber(link.number)}?`}
      press="End the link"
      submitting={submitting}
      onGiven={end}
      onClose={onClose}
    >
      <p>Both records keep that there was one.</p>
    </ReasonDialog>
  )
}

function Part({ link, onClose }: EndProps) {
  const submitting = useSubmit(undoMerge)
  const part = async (why: string): Promise<boolean> => {
    const done = await submitting.submit({ linkId: link.id, why })
    if (done) toast({ words: `${referralNumber(done.number)} is open again.`, detail: 'Where it stood before.' })
    return done !== null
  }
  return (
    <ReasonDialog
      keptAs={`unmerge.${link.id}`}
      title="Undo the merge?"
      press="Undo the merge"
      submitting={submitting}
      onGiven={part}
      onClose={onClose}
    >
      <p>
        The merged referral opens again where it stood, with everything that was written on it. Both keep their history.
      </p>
    </ReasonDialog>
  )
}
