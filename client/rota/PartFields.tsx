import { TextField, type TextFieldProps } from '#client/ui/Field.tsx'

interface PartFieldsProps {
  /** Ties a field to what is typed and what is wrong with it. */
  readonly tie: (field: 'partStartsAt' | 'partEndsAt') => Pick<TextFieldProps, 'id' | 'value' | 'error' | 'onChange'>
}

/** TOIL can be taken by the hour: from when, and until when or for how long. */
export function PartFields({ tie }: PartFieldsProps) {
  return (
    <>
      <TextField
        label="From"
        hint="For hours of one day. Leave both empty for whole days."
        type="time"
        width="s"
        {...tie('partStartsAt')}
      />
      <TextField label="Until, or for how long" hint="Like 17:00, or 2h" width="s" {...tie('partEndsAt')} />
    </>
  )
}
