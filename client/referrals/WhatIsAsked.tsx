import { Button } from '#client/ui/Button.tsx'
import { Select } from '#client/ui/Field.tsx'
import { RadioChips } from '#client/ui/RadioChips.tsx'
import { powerNames } from '#shared/referrals/clockRules.ts'
import { powersIn, requestIn } from '#shared/referrals/intake.ts'
import { powersOfRequest } from '#shared/referrals/receive.ts'
import { requestCodes, requests } from '#shared/referrals/referral.ts'
import { startQuestions } from '#shared/referrals/startWords.ts'
import { boxOf, faultIn, type IntakePart } from './intakeForm.ts'
import styles from './referrals.module.css'
import { StartOfClock } from './StartOfClock.tsx'

/** What is asked for most has a chip; the rest stand behind "Something else". */
const CHIPS = 6
const OTHER = 'other'
const common = requestCodes.slice(0, CHIPS)
const others = requestCodes.slice(CHIPS).map((code) => ({ value: code, label: requests[code] }))

/** What is asked for, and when its legal clock started, if it brings one. */
export function WhatIsAsked(part: IntakePart) {
  const { values, change, faults } = part
  const request = requestIn(values)
  const other = values.request === OTHER || (request !== null && !common.includes(request))
  return (
    <div className="blk">
      <h2>What is asked for</h2>
      <div className="fs">
        <RadioChips
          id="request"
          label="What is asked for"
          hideLabel
          numbers
          options={[
            ...common.map((code) => ({ value: code as string, label: requests[code] })),
            { value: OTHER, label: 'Something else' },
          ]}
          value={other ? OTHER : request}
          error={other ? undefined : faultIn(faults, 'request')}
          onChange={(chosen) => change({ request: chosen, powerKind: '', powerRuns: '' })}
        />
        {other && (
          <Select
            {...boxOf(part, 'request')}
            id="otherRequest"
            label="What else"
            empty="Choose what is asked for"
            options={others}
            value={request ?? ''}
            onChange={(event) => change({ request: event.target.value || OTHER, powerKind: '', powerRuns: '' })}
          />
        )}
        <RunningPower {...part} />
      </div>
    </div>
  )
}

/** A request that brings its clock asks for its start; others may say that one is running too. */
function RunningPower(part: IntakePart) {
  const { values, change, faults } = part
  const request = requestIn(values)
  const { asked, kinds } = powersIn(values)
  if (request === null || kinds.length === 0) return null
  if (!asked) {
    return (
      <Button kind="q" className={styles.more} onClick={() => change({ powerRuns: 'yes' })}>
        A legal clock is running too
      </Button>
    )
  }
  const brought = powersOfRequest[request].needed
  return (
    <>
      {!brought && (
        <Select
          {...boxOf(part, 'powerKind')}
          label="Which power is running"
          empty="Choose the power"
          options={kinds.map((kind) => ({ value: kind, label: powerNames[kind].full }))}
          onChange={(event) => change({ powerKind: event.target.value })}
        />
      )}
      {brought && kinds.length > 1 && (
        <RadioChips
          id="powerKind"
          label="How it began"
          hideLabel
          numbers
          options={kinds.map((kind) => ({ value: kind as string, label: startQuestions[kind].chip }))}
          value={values.powerKind === '' ? (kinds[0] ?? null) : values.powerKind}
          error={faultIn(faults, 'powerKind')}
          onChange={(powerKind) => change({ powerKind })}
        />
      )}
      <StartOfClock {...part} />
      {!brought && (
        <Button kind="q" className={styles.more} onClick={() => change({ powerRuns: '', powerKind: '' })}>
          No clock is running
        </Button>
      )}
    </>
  )
}
