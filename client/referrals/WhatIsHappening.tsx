import { TextArea, TextField } from '#client/ui/Field.tsx'
import { RadioChips } from '#client/ui/RadioChips.tsx'
import { riskIn } from '#shared/referrals/intake.ts'
import { riskAnswerCodes, riskAnswers } from '#shared/referrals/referral.ts'
import { boxOf, faultIn, type IntakePart } from './intakeForm.ts'

/** What is happening, in the caller's words, and the risk to whoever goes. */
export function WhatIsHappening({
  aside = 'The caller’s words are fine',
  ...part
}: IntakePart & { readonly aside?: string }) {
  const { values, change, faults } = part
  return (
    <div className="blk">
      <h2>
        What is happening <span>{aside}</span>
      </h2>
      <div className="fs">
        <TextArea {...boxOf(part, 'happening')} label="What is happening" hideLabel rows={2} />
        <RadioChips
          id="riskToStaff"
          label="Risk to staff who visit"
          options={riskAnswerCodes.map((code) => ({ value: code, label: riskAnswers[code] }))}
          value={riskIn(values)}
          error={faultIn(faults, 'riskToStaff')}
          onChange={(riskToStaff) => change({ riskToStaff })}
        />
        {values.riskToStaff === 'yes' && (
          <TextField {...boxOf(part, 'riskDetail')} label="What to know before the door" />
        )}
      </div>
    </div>
  )
}
