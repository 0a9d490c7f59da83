import { Select, TextField } from '#client/ui/Field.tsx'
import { RadioChips } from '#client/ui/RadioChips.tsx'
import { sourceIn } from '#shared/referrals/intake.ts'
import { sourceCodes, sources } from '#shared/referrals/referral.ts'
import { boxOf, faultIn, type IntakePart } from './intakeForm.ts'

/** Those who call most have a chip; the rest stand behind "Other". */
const CHIPS = 7
const OTHER = 'other'
const common = sourceCodes.slice(0, CHIPS)
const others = sourceCodes.slice(CHIPS).map((code) => ({ value: code, label: sources[code] }))

/** Who is calling, and how to reach them again. */
export function WhoIsCalling(part: IntakePart) {
  const { values, change, faults } = part
  const source = sourceIn(values)
  const other = values.source === OTHER || (source !== null && !common.includes(source))
  return (
    <div className="blk">
      <h2>Who is calling</h2>
      <div className="fs">
        <RadioChips
          id="source"
          label="Who is calling"
          hideLabel
          numbers
          options={[
            ...common.map((code) => ({ value: code as string, label: sources[code] })),
            { value: OTHER, label: 'Other' },
          ]}
          value={other ? OTHER : source}
          error={other ? undefined : faultIn(faults, 'source')}
          onChange={(chosen) => change({ source: chosen })}
        />
        {other && (
          <Select
            {...boxOf(part, 'source')}
            id="otherSource"
            label="Who else"
            empty="Choose who is calling"
            options={others}
            value={source ?? ''}
            onChange={(event) => change({ source: event.target.value || OTHER })}
          />
        )}
        <div className="row">
          <TextField {...boxOf(part, 'callerName')} label="Name or number" width="l" />
          <TextField {...boxOf(part, 'callerPhone')} label="Call back on" width="m" inputMode="tel" />
        </div>
      </div>
    </div>
  )
}
