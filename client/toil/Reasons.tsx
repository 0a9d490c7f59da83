import { Checkbox, Select } from '#client/ui/Field.tsx'
import type { ClaimRow } from '#shared/toil/contract.ts'
import { delayCodeInput, delayCodeList, delayFacts, type DelayCode } from '#shared/toil/delayCodes.ts'
import type { ChosenReason } from './reasonsToSend.ts'

export interface ReasonsProps {
  readonly claim: ClaimRow
  readonly main: ChosenReason
  readonly besides: readonly DelayCode[]
  readonly onMain: (reason: ChosenReason) => void
  readonly onBesides: (codes: readonly DelayCode[]) => void
}

/** What the time went on comes first in the list; anything else can be chosen all the same. Nothing here has to be touched. */
export function Reasons({ claim, main, besides, onMain, onBesides }: ReasonsProps) {
  const timed = claim.causes.map(({ code }) => code)
  const others = delayCodeList.filter((code) => !timed.includes(code))
  const { subCodes } = delayFacts(main.code)
  const choose = (code: DelayCode, on: boolean): void =>
    onBesides(on ? [...besides, code] : besides.filter((one) => one !== code))
  return (
    <>
      <Select
        label="Main reason"
        options={[...timed, ...others].map((code) => ({ value: code, label: delayFacts(code).words }))}
        value={main.code}
        onChange={(event) => onMain({ code: delayCodeInput.parse(event.target.value), sub: null })}
      />
      {Object.keys(subCodes).length > 0 && (
        <Select
          label="More exactly"
          empty="Not said"
          options={Object.entries(subCodes).map(([value, label]) => ({ value, label }))}
          value={main.sub ?? ''}
          onChange={(event) => onMain({ ...main, sub: event.target.value === '' ? null : event.target.value })}
        />
      )}
      <details className="plain">
        <summary>Other reasons too{besides.length > 0 ? `: ${besides.length}` : ''}</summary>
        <p className="muted">They share the time that no timed wait explains.</p>
        {others
          .filter((code) => code !== main.code)
          .map((code) => (
            <Checkbox
              key={code}
              label={delayFacts(code).words}
              checked={besides.includes(code)}
              onChange={(event) => choose(code, event.target.checked)}
            />
          ))}
      </details>
    </>
  )
}
