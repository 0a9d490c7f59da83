import './duty/duty.css'
import { Link, useLocation } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useAnswer } from '#client/kernel/api.ts'
import { useNow } from '#client/kernel/clock.ts'
import { keepClocks } from '#client/kernel/keptClocks.ts'
import { post } from '#client/kernel/outbox.ts'
import { useSession } from '#client/kernel/session.tsx'
import { MyNotices } from '#client/rota/MyNotices.tsx'
import { OwnSafety, WayHome } from '#client/safety/OwnSafety.tsx'
import { buttonClass } from '#client/ui/Button.tsx'
import { Answered } from '#client/ui/Answered.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { myDuty, openAllocation, type MyDuty as Duty, type MyJob } from '#shared/allocations/contract.ts'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'
import { CannotSheet } from './duty/CannotSheet.tsx'
import { DelaySheet } from './duty/DelaySheet.tsx'
import { hashOf, placeIn, type Sheet } from './duty/dutyPlace.ts'
import { Finished } from './duty/Finished.tsx'
import { HelpNow } from './duty/HelpNow.tsx'
import { JobCard } from './duty/JobCard.tsx'
import { nameOf } from './duty/jobWords.ts'
import { clockToKeep } from './duty/keptClockWords.ts'
import { NextStep } from './duty/NextStep.tsx'
import { NoJob } from './duty/NoJob.tsx'
import { NotSentYet } from './duty/NotSentYet.tsx'
import { OtherJobs } from './duty/OtherJobs.tsx'
import { OutcomeSheet } from './duty/OutcomeSheet.tsx'
import { useStopSecondTap } from './duty/useStopSecondTap.ts'
import { rememberPress, usePressed } from './duty/usePressed.ts'
import { TakenBackNotices } from './duty/TakenBackNotices.tsx'
import { WaitsNow } from './duty/WaitsNow.tsx'

/** The AMHP's home is the job in hand: open the phone and know what, where and how long. */
export function MyDuty() {
  const duty = useAnswer(myDuty, {})
  const stopSecondTap = useStopSecondTap()
  return (
    <div className="p-main" onClickCapture={stopSecondTap}>
      <Answered of={duty}>
        {(answer) => (
          <>
            <KeepClocks duty={answer} />
            <TakenBackNotices of={answer.takenBack} />
            <OnDuty duty={answer} />
            <MyNotices />
          </>
        )}
      </Answered>
    </div>
  )
}

/** Keeps the clocks of the jobs in hand on the phone, for when it opens again without a signal. */
function KeepClocks({ duty: { jobs, asOf } }: { readonly duty: Duty }) {
  const { person, service } = useSession()
  useEffect(() => {
    keepClocks(
      `${service.id}.${person.id}`,
      jobs.flatMap((job) => clockToKeep(job, asOf) ?? []),
    )
  }, [jobs, asOf, person.id, service.id])
  return null
}

function OnDuty({ duty }: { readonly duty: Duty }) {
  const hash = useLocation({ select: (location) => location.hash })
  const { number, sheet } = placeIn(hash)
  const asked = duty.jobs.find(({ referral }) => referral.number === number) ?? duty.jobs[0]
  // What is finished does not stand in front of work that has come since.
  const job = asked?.allocation.finishedAt
    ? (duty.jobs.find(({ allocation }) => !allocation.finishedAt) ?? asked)
    : asked
  if (!job) {
    return (
      <>
        <WayHome />
        <ShiftLine duty={duty} />
        <NoJob duty={duty} />
        <OwnSafety allocationId={null} />
        <HelpNow />
      </>
    )
  }
  const chosen = job.referral.number === number ? sheet : null
  return <InHand key={job.allocation.id} duty={duty} job={job} sheet={chosen} />
}

interface InHandProps {
  readonly duty: Duty
  readonly job: MyJob
  readonly sheet: Sheet | null
}

function InHand({ duty, job, sheet }: InHandProps) {
  const { can } = useSession()
  const { row } = usePressed(job.allocation)
  useOpened(job)
  const { number } = job.referral
  const name = nameOf(job.referral)
  const others = <OtherJobs jobs={duty.jobs.filter((one) => one !== job)} />
  if (row.homeSafeAt !== null) {
    return (
      <>
        <NotSentYet />
        <WayHome />
        <NoJob duty={duty} />
        {others}
        <OwnSafety allocationId={null} />
        <HelpNow />
      </>
    )
  }
  if (row.finishedAt !== null) {
    return (
      <>
        <Finished duty={duty} job={job} row={row} finishedAt={row.finishedAt} />
        {others}
        <OwnSafety allocationId={null} />
        <HelpNow />
      </>
    )
  }
  if (sheet === 'delayed' && row.acceptedAt !== null) return <DelaySheet row={row} number={number} name={name} />
  if (sheet === 'outcome' && row.acceptedAt !== null) {
    const held = job.powers.some(({ endedAt }) => endedAt === null)
    return <OutcomeSheet row={row} held={held} number={number} name={name} />
  }
  if (sheet === 'cannot') return <CannotSheet row={row} number={number} name={name} />
  return (
    <>
      <WayHome />
      <ShiftLine duty={duty} isOut={row.acceptedAt !== null} />
      {!can('work allocations') && <Beside name={row.personName} />}
      {row.acceptedAt === null && can('work allocations') && <Offer job={job} />}
      <JobCard job={job} row={row} headingId={`job-${number}`} />
      {can('work allocations') ? (
        <NextStep row={row} number={number} />
      ) : (
        <Link className={buttonClass({ kind: 's' })} to="/me" hash={hashOf(number, 'delayed')}>
          We are waiting for somebody
        </Link>
      )}
      <WaitsNow row={row} />
      {others}
      <OwnSafety allocationId={row.id} />
      <HelpNow />
    </>
  )
}

/** Says to the desk that the AMHP has seen a job, once, as soon as it is on the screen. */
function useOpened({ allocation: { id, version, openedAt, endedAt } }: MyJob): void {
  const { can } = useSession()
  const works = can('work allocations')
  useEffect(() => {
    if (!works || openedAt !== null || endedAt !== null || told.has(id)) return
    told.add(id)
    const input = { allocationId: id }
    rememberPress({ id: post(openAllocation, input), command: openAllocation.name, input, leavesVersion: version + 1 })
  }, [works, id, version, openedAt, endedAt])
}
const told = new Set<string>()

/** A trainee sees the work of the AMHP beside whom they work. */
function Beside({ name }: { readonly name: string }) {
  return (
    <Notice>
      <b>You are with {name}.</b> They accept, decide and finish; you may say what you both wait for.
    </Notice>
  )
}

function Offer({ job: { allocation } }: { readonly job: MyJob }) {
  const today = londonDayOf(useNow(60_000))
  return (
    <Notice>
      <b>
        {allocation.allocatedByName} gave you this at {formatInstant(allocation.allocatedAt, today)}.
      </b>{' '}
      {allocation.reason}
    </Notice>
  )
}

/** @param isOut whether they are on a job, which may go on after the shift */
function ShiftLine({ duty: { shift, asOf }, isOut = false }: { readonly duty: Duty; readonly isOut?: boolean }) {
  const { person } = useSession()
  const today = londonDayOf(asOf)
  return (
    <div className="duty">
      <span>
        <b>{person.name}</b> · {shift ? 'on duty' : isOut ? 'on a job, no shift now' : 'off duty'}
      </span>
      {shift && (
        <span>
          {formatInstant(shift.startsAt, today)} to {formatInstant(shift.endsAt, today)}
        </span>
      )}
    </div>
  )
}
