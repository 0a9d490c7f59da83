import { Button } from '#client/ui/Button.tsx'
import { TextField } from '#client/ui/Field.tsx'
import { boxOf, type IntakePart } from './intakeForm.ts'
import styles from './referrals.module.css'

/** What finds the same person again, when the caller says it: behind one press, so that it never slows a call down. */
export function FindAgain(part: IntakePart) {
  const { values, change } = part
  const given = [values.nhsNumber, values.personPhone, values.homeAddress].some((text) => text !== '')
  if (values.more !== 'yes' && !given) {
    return (
      <Button kind="q" className={styles.more} onClick={() => change({ more: 'yes' })}>
        NHS number, telephone, home address
      </Button>
    )
  }
  return (
    <>
      <div className="row">
        <TextField {...boxOf(part, 'nhsNumber')} label="NHS number" width="m" inputMode="numeric" />
        <TextField {...boxOf(part, 'personPhone')} label="Their telephone" width="m" inputMode="tel" />
      </div>
      <TextField {...boxOf(part, 'homeAddress')} label="Home address" />
    </>
  )
}
