import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { newCommandId, useAnswer } from '#client/kernel/api.ts'
import { nowInstant, useNow } from '#client/kernel/clock.ts'
import { isKept } from '#client/kernel/drafts.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { buttonClass } from '#client/ui/Button.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { draftId, type DraftId } from '#shared/kernel/ids.ts'
import type { AnswerTo } from '#shared/kernel/query.ts'
import { myDrafts } from '#shared/referrals/contract.ts'
import { intakeFrom, newIntake } from '#shared/referrals/intake.ts'
import { referralNumber } from '#shared/referrals/referral.ts'
import { minutesBetween } from '#shared/time/instant.ts'
import { agoWords } from './keptWords.ts'
import { Intake } from './Intake.tsx'
import styles from './referrals.module.css'
import type { DraftTakenUp } from './useDraftKeeping.ts'

type OwnDraft = AnswerTo<typeof myDrafts>[number]

/** A new referral, or a draft taken up again: the address names it, so that a reload or a killed tab costs nothing. */
export function NewReferral() {
  const { id, named, begin } = useDraftInAddress()
  const mine = useAnswer(myDrafts, {})
  // What is in this tab's memory is newer than what the hub has.
  const known = !named || isKept(`intake.${id}`)
  return (
    <div className="wrap">
      <nav className="crumb" aria-label="Breadcrumb">
        <Link to="/board">Board</Link>
        <span aria-hidden="true">/</span>
        <span>New referral</span>
      </nav>
      {known ? (
        <>
          {!named && <OwnDrafts drafts={mine.data ?? []} />}
          <Fresh key={id} id={id} drafts={mine.data ?? []} begin={begin} />
        </>
      ) : (
        <Answered of={mine}>
          {(drafts) => {
            const draft = drafts.find((one) => one.id === id)
            return draft ? <TakenUp key={id} draft={draft} /> : <Gone />
          }}
        </Answered>
      )}
    </div>
  )
}

/** The draft that the address names; a fresh one when it names none, or when "New referral" is pressed on a draft. */
function useDraftInAddress(): { readonly id: DraftId; readonly named: boolean; readonly begin: () => void } {
  const search = useSearch({ strict: false })
  const navigate = useNavigate()
  const read = draftId.safeParse(search.draft)
  const inAddress = read.success ? read.data : null
  const [fresh, setFresh] = useState(() => draftId.parse(newCommandId()))
  const [seen, setSeen] = useState(inAddress)
  if (seen !== inAddress) {
    setSeen(inAddress)
    if (inAddress === null) setFresh(draftId.parse(newCommandId()))
  }
  const begin = (): void => {
    if (inAddress === null) void navigate({ to: '/referrals/new', search: { draft: fresh }, replace: true })
  }
  return { id: inAddress ?? fresh, named: inAddress !== null, begin }
}

interface FreshProps {
  readonly id: DraftId
  readonly drafts: readonly OwnDraft[]
  readonly begin: () => void
}

function Fresh({ id, drafts, begin }: FreshProps) {
  const [initial] = useState(() => newIntake(nowInstant()))
  const draft = drafts.find((one) => one.id === id)
  return <Intake draftId={id} initial={initial} keptBefore={draft && keepingOf(draft)} onBegun={begin} />
}

function TakenUp({ draft }: { readonly draft: OwnDraft }) {
  const [{ id, content, startedAt }] = useState(draft)
  return (
    <Intake
      draftId={id}
      initial={intakeFrom(content, startedAt)}
      keptBefore={keepingOf(draft)}
      onBegun={() => undefined}
    />
  )
}

const keepingOf = ({ number, keptAt, version, content }: OwnDraft): DraftTakenUp => ({
  keeping: { number, keptAt, waiting: false, trouble: null },
  seen: { version, content },
})

/** Drafts that one was called away from. */
function OwnDrafts({ drafts }: { readonly drafts: readonly OwnDraft[] }) {
  const now = useNow(60_000)
  if (drafts.length === 0) return null
  return (
    <div className={styles.notices}>
      <Notice icon="note">
        <b>{drafts.length === 1 ? 'You have a draft.' : `You have ${drafts.length} drafts.`}</b>{' '}
        {drafts.map(({ id, number, keptAt, content }, index) => (
          <span key={id}>
            {index > 0 && ' · '}
            <Link to="/referrals/new" search={{ draft: id }}>
              Go on with {referralNumber(number)}
              {content['lastName'] ? `, ${content['lastName']}` : ''}
            </Link>
            , kept {agoWords(Math.max(0, minutesBetween(keptAt, now)) * 60)}
          </span>
        ))}
      </Notice>
    </div>
  )
}

function Gone() {
  return (
    <>
      <h1 className="h1">New referral</h1>
      <EmptyState
        title="That draft is not here"
        action={
          <Link className={buttonClass({ kind: 'p' })} to="/referrals/new">
            Start a new referral
          </Link>
        }
      >
        It has been saved or thrown away already, or a colleague is writing it. Look on the board.
      </EmptyState>
    </>
  )
}
