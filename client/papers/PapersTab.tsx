import { useState } from 'react'
import { useAnswer } from '#client/kernel/api.ts'
import { useNow } from '#client/kernel/clock.ts'
import { useSession } from '#client/kernel/session.tsx'
import { Answered } from '#client/ui/Answered.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { Icon } from '#client/ui/Icon.tsx'
import { checksOf, type Check } from '#shared/papers/checks.ts'
import { papersOf, type Papers } from '#shared/papers/contract.ts'
import { restsOnChecks } from '#shared/papers/restsOn.ts'
import { statutoryPerson } from '#shared/referrals/law/terms.ts'
import type { ReferralDetail } from '#shared/referrals/record.ts'
import { londonDayOf } from '#shared/time/london.ts'
import { Doctors } from './Doctors.tsx'
import { Forms } from './Forms.tsx'
import { Hospital } from './Hospital.tsx'
import './papers.css'
import { Relative } from './Relative.tsx'

type About = Pick<ReferralDetail, 'id' | 'receivedAt'>

/** Doctors, nearest relative and papers of one referral, with what the law's days say before they bite. */
export function PapersTab({ referral }: { readonly referral: About }) {
  const asked = useAnswer(papersOf, { referralId: referral.id })
  return (
    <Answered of={asked}>
      {(papers) =>
        papers === null ? (
          <EmptyState title="This record is closed to you" />
        ) : (
          <Whole papers={papers} referral={referral} />
        )
      }
    </Answered>
  )
}

function Whole({ papers, referral }: { readonly papers: Papers; readonly referral: About }) {
  const now = useNow(60_000)
  const mayWrite = useSession().can('keep papers')
  // The law of the day on which the referral came in; what came later does not change who had the role then.
  const { kind } = statutoryPerson(londonDayOf(referral.receivedAt))
  const relative = papers.relatives.find((one) => one.kind === kind) ?? null
  const examinations = papers.examinations.filter(({ struckOut }) => !struckOut)
  const checks = [...restsOnChecks(examinations), ...checksOf({ examinations, seenBy: papers.seenBy, relative }, now)]
  return (
    <div className="rec">
      <div className="stack">
        <Doctors rows={papers.examinations} referralId={papers.referralId} mayWrite={mayWrite} />
        <Hospital row={papers.bed ?? null} referralId={papers.referralId} mayWrite={mayWrite} />
        <Relative row={relative} kind={kind} referralId={papers.referralId} mayWrite={mayWrite} />
        <Forms rows={papers.papers} referralId={papers.referralId} mayWrite={mayWrite} />
      </div>
      <Checks checks={checks} />
    </div>
  )
}

const icons = { fine: 'check', coming: 'clock', look: 'triangle' } as const
const spoken = { fine: 'So far as it should be', coming: 'Coming', look: 'Look at this' } as const

/** What the Act's days say. It explains and warns; nothing here stops anybody. */
function Checks({ checks }: { readonly checks: readonly Check[] }) {
  const [all, setAll] = useState(false)
  const order = { look: 0, coming: 1, fine: 2 } as const
  const sorted = checks.toSorted((a, b) => order[a.look] - order[b.look])
  const shown = all ? sorted : sorted.filter(({ look }) => look !== 'fine')
  const fine = checks.length - sorted.filter(({ look }) => look !== 'fine').length
  return (
    <Card title="What the law’s days say">
      {checks.length === 0 && (
        <p className="muted">
          Nothing yet. Record a doctor or an arrival, and the days that follow from it stand here.
        </p>
      )}
      <ul className="checks">
        {shown.map(({ key, look, head, text, provision }) => (
          <li key={key} className={look}>
            <Icon name={icons[look]} />
            <div>
              <b>
                <span className="vh">{spoken[look]}: </span>
                {head}
              </b>
              <p>{text}</p>
              <span className="small muted">{provision}</span>
            </div>
          </li>
        ))}
      </ul>
      {fine > 0 && (
        <Button kind="q" size="sm" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Hide what is in order' : `${fine} in order`}
        </Button>
      )}
      <p className="hint">It warns and explains. It decides nothing, and stops nobody.</p>
    </Card>
  )
}
