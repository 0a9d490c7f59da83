import { useState, type SubmitEvent } from 'react'
import { useAnswer, useSend } from '#client/kernel/api.ts'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { ErrorSummary } from '#client/ui/ErrorSummary.tsx'
import { Select } from '#client/ui/Field.tsx'
import { personId as personIdOf, shiftId as shiftIdOf } from '#shared/kernel/ids.ts'
import { rotaWeek, type RotaWeek } from '#shared/rota/contract.ts'
import { giveOffer, type OfferRow } from '#shared/rota/coverContract.ts'
import { mondayOf } from '#shared/time/london.ts'
import { OverLeaveField } from './OverLeaveField.tsx'
import { dayWords, timesWords } from './rotaWords.ts'
import { useOverLeave } from './useOverLeave.ts'
import { useKeepRule } from '#client/ui/useKeepRule.ts'

/** Gives a shift that is offered to somebody who agreed to it by telephone. The hub checks it as if they had taken it themselves. */
export function GiveOffer({ offer, onClose }: { readonly offer: OfferRow; readonly onClose: () => void }) {
  const asked = useAnswer(rotaWeek, { monday: mondayOf(offer.day) }, { keep: true })
  const [to, setTo] = useState('')
  const [back, setBack] = useState('')
  const { errors, errorOf, setErrors, keep } = useKeepRule()
  const giving = useSend(giveOffer)
  const over = useOverLeave(offer.id)
  const swaps = offer.kind === 'swap'
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    const wrong = [
      ...(to === '' ? [{ field: 'personId', message: 'Choose who takes it' }] : []),
      ...(swaps && back === '' ? [{ field: 'inReturnShiftId', message: 'Choose which shift goes back for it' }] : []),
    ]
    if (wrong.length > 0) return setErrors(wrong)
    const input = {
      offerId: offer.id,
      seenVersion: offer.version,
      personId: personIdOf.parse(to),
      inReturnShiftId: swaps ? shiftIdOf.parse(back) : null,
    }
    const given = await keep(
      async () => {
        const sent = await giving.mutateAsync({ ...input, ...over.sent })
        if (!sent.ok) over.hears(sent.refusal)
        else over.forget()
        return sent
      },
      ({ warnings }) => ['Given. Both are told.', ...warnings].join(' '),
    )
    if (given) onClose()
  }
  return (
    <Dialog open title={`Give ${offer.name}’s ${dayWords(offer.day)} to somebody`} onClose={onClose}>
      <form noValidate className="shift-form" onSubmit={(event) => void submit(event)}>
        <ErrorSummary errors={errors} />
        <p>{timesWords(offer)}. Choose who has agreed to it: rest, approval and overlap are checked as ever.</p>
        <Select
          label="Who takes it"
          id="personId"
          empty="Choose somebody"
          options={takersIn(asked.data, offer)}
          value={to}
          error={errorOf('personId')}
          onChange={(event) => {
            setTo(event.target.value)
            setBack('')
          }}
        />
        {swaps && (
          <Select
            label={`Which of their shifts ${offer.name} gets`}
            id="inReturnShiftId"
            empty="Choose a shift of that week"
            options={(asked.data?.shifts ?? [])
              .filter(({ personId }) => personId === to)
              .map((shift) => ({ value: shift.id, label: `${dayWords(shift.day)}, ${timesWords(shift)}` }))}
            value={back}
            error={errorOf('inReturnShiftId')}
            onChange={(event) => setBack(event.target.value)}
          />
        )}
        <OverLeaveField over={over} id="overLeaveWhy" summed />
        <div className="btns">
          <Button kind="p" type="submit" busy={giving.isPending}>
            {over.away.length > 0 ? 'Give it over their leave' : 'Give it to them'}
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </div>
      </form>
    </Dialog>
  )
}

const takersIn = (rota: RotaWeek | undefined, offer: OfferRow) =>
  (rota?.people ?? [])
    .filter(({ personId, onRegister }) => onRegister && personId !== offer.personId)
    .filter(({ personId }) => offer.meantFor === null || offer.meantFor === personId)
    .map(({ personId, name }) => ({ value: personId, label: name }))
