import { Checkbox, TextField } from '#client/ui/Field.tsx'
import { approvalConditions, conditionCodes } from '#shared/register/conditions.ts'
import type { FieldsProps } from './AmhpForm.tsx'

const firstUpper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** Conditions of an approval that limit which work its person may take: whoever chooses who goes is told of them. */
export function ConditionFields({ text, change, errorOf }: FieldsProps) {
  return (
    <>
      <fieldset className="f" aria-describedby="conditions-hint">
        <legend className="label">Conditions on the approval</legend>
        <span className="hint" id="conditions-hint">
          Only what limits which work they may take. Against one they are not suggested, and sent only with a reason in
          words.
        </span>
        {conditionCodes.map((code) => (
          <Checkbox
            key={code}
            label={firstUpper(approvalConditions[code])}
            checked={text.conditions.includes(code)}
            onChange={(event) =>
              change({
                conditions: event.target.checked
                  ? [...text.conditions, code]
                  : text.conditions.filter((one) => one !== code),
              })
            }
          />
        ))}
      </fieldset>
      {(text.conditions.includes('other') || text.conditionWords !== '') && (
        <TextField
          label="What the other condition is"
          hint="In a line, for whoever chooses. Nothing about their health"
          width="l"
          id="conditionWords"
          name="conditionWords"
          maxLength={200}
          value={text.conditionWords}
          error={errorOf('conditionWords')}
          onChange={(event) => change({ conditionWords: event.target.value })}
        />
      )}
    </>
  )
}
