import type { ReactNode } from 'react'
import { Button } from '#client/ui/Button.tsx'
import { Checkbox, ErrorMessage, Select, TextField } from '#client/ui/Field.tsx'
import { RadioChips } from '#client/ui/RadioChips.tsx'
import { lastDayOfApproval } from '#shared/register/approval.ts'
import { contracts, genders, professions, skills, type AmhpRow, type Skill } from '#shared/register/contract.ts'
import { formatDate, isLondonDay, londonDay } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import type { AmhpEntryText } from './amhpEntry.ts'
import type { FieldsProps } from './AmhpForm.tsx'
import { ConditionFields } from './ConditionFields.tsx'

const choicesOf = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }))
const listOf = (rows: readonly { readonly id: string; readonly name: string }[]) =>
  rows.map(({ id, name }) => ({ value: id, label: name }))

/** What can be chosen: what has not ended, and what is chosen already. */
const stillThere = <Row extends { readonly id: string; readonly ended: boolean }>(
  rows: readonly Row[],
  chosen: string,
): readonly Row[] => rows.filter(({ id, ended }) => !ended || id === chosen)

type TextKey = { [Key in keyof AmhpEntryText]: AmhpEntryText[Key] extends string ? Key : never }[keyof AmhpEntryText]

/** What ties one field of text to the form. */
const tie = ({ text, change, errorOf }: FieldsProps, field: TextKey) => ({
  id: field,
  name: field,
  value: text[field],
  error: errorOf(field),
  onChange: (event: { readonly target: { readonly value: string } }) => change({ [field]: event.target.value }),
})

export function PersonFields(fields: FieldsProps) {
  return (
    <fieldset className="group">
      <legend className="h2">Person</legend>
      <TextField label="Name" hint="As colleagues know them" width="l" {...tie(fields, 'name')} />
      <TextField label="Telephone" hint="The one to ring on duty" width="m" type="tel" {...tie(fields, 'phone')} />
      <Select
        label="Profession"
        empty="Choose a profession"
        options={choicesOf(professions)}
        {...tie(fields, 'profession')}
      />
    </fieldset>
  )
}

/** `renewal` says, beside the two days, what they make of an approval that is there already. */
export function ApprovalFields({ renewal, ...fields }: FieldsProps & { readonly renewal: ReactNode }) {
  const { all, text, change, errorOf } = fields
  const latest = isLondonDay(text.approvedOn) ? lastDayIfAny(text.approvedOn) : null
  return (
    <fieldset className="group">
      <legend className="h2">Approval</legend>
      <Select
        label="Approved by"
        hint="The council that approved them, also when it is a neighbour"
        empty="Choose a council"
        options={listOf(all.councils)}
        {...tie(fields, 'approvingCouncilId')}
      />
      <div className="row">
        <TextField label="First day" type="date" width="m" {...tie(fields, 'approvedOn')} />
        <TextField label="Last day" type="date" width="m" {...tie(fields, 'approvalEndsOn')} />
        {latest !== null && text.approvalEndsOn !== latest && (
          <Button onClick={() => change({ approvalEndsOn: latest })}>
            Five years: {formatDate(londonDay(latest))}
          </Button>
        )}
      </div>
      <ReadBack text={text} />
      {renewal}
      <ConditionFields {...fields} />
      <ActingFor all={all} text={text} change={change} errorOf={errorOf} />
    </fieldset>
  )
}

/** Date boxes follow the browser's order of day and month; this does not. */
function ReadBack({ text: { approvedOn, approvalEndsOn } }: Pick<FieldsProps, 'text'>) {
  if (!isLondonDay(approvedOn) || !isLondonDay(approvalEndsOn)) return null
  return (
    <p className="small muted">
      {formatDate(londonDay(approvedOn))} to {formatDate(londonDay(approvalEndsOn))}, both days included.
    </p>
  )
}

/** A mistyped year can lead past the calendar. */
function lastDayIfAny(approvedOn: string): string | null {
  return approvedOn < '2000-01-01' || approvedOn > '2190-01-01' ? null : lastDayOfApproval(londonDay(approvedOn))
}

function ActingFor({ all, text, change, errorOf }: FieldsProps) {
  const error = errorOf('actingForCouncilIds')
  const chosen = text.actingForCouncilIds
  const toggle = (id: string, on: boolean): void =>
    change({ actingForCouncilIds: on ? [...chosen, id] : chosen.filter((one) => one !== id) })
  return (
    <fieldset className={error ? 'f bad' : 'f'} aria-describedby="acting-hint">
      <legend className="label">Acts for</legend>
      <span className="hint" id="acting-hint">
        Who approved them and whom they may act for are two facts.
      </span>
      {error && <ErrorMessage>{error}</ErrorMessage>}
      {all.councils
        .filter(({ actedFor }) => actedFor)
        .map(({ id, name }, index) => (
          <Checkbox
            key={id}
            id={index === 0 ? 'actingForCouncilIds' : undefined}
            label={name}
            checked={chosen.includes(id)}
            onChange={(event) => toggle(id, event.target.checked)}
          />
        ))}
    </fieldset>
  )
}

/** `row` is the entry that is changed; `null` for a new one, whose contract has no earlier one. */
export function WorkFields({ row, ...fields }: FieldsProps & { readonly row: AmhpRow | null }) {
  const { all, text, change, errorOf } = fields
  return (
    <fieldset className="group">
      <legend className="h2">Work</legend>
      <Select
        label="Employer"
        hint="TOIL follows the employer’s policy"
        empty="Choose an employer"
        options={listOf(stillThere(all.employers, text.employerId))}
        {...tie(fields, 'employerId')}
      />
      <RadioChips
        label="Contract"
        id="contract"
        options={choicesOf(contracts)}
        value={text.contract === '' ? null : text.contract}
        error={errorOf('contract')}
        onChange={(contract) => change({ contract })}
      />
      <TextField
        label="AMHP hours a week"
        hint="Like 37 or 22h 12m; 0 for sessional work"
        width="s"
        {...tie(fields, 'contractedHours')}
      />
      {row !== null && (text.contractFrom !== '' || changesContract(row, text)) && (
        <TextField
          label="Since"
          hint="The first day of this employer, contract and hours. Empty: from today. Late hours before it are counted by what held then"
          type="date"
          width="m"
          {...tie(fields, 'contractFrom')}
        />
      )}
      <TextField
        label="Team"
        hint="Their home team, when they are not on duty. A new name joins the list of teams"
        width="l"
        list="teams"
        {...tie(fields, 'homeTeam')}
      />
      <datalist id="teams">
        {all.teams.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </datalist>
      <Select
        label="Base"
        hint="Where they set off from"
        empty="No base"
        options={listOf(stillThere(all.places, text.baseId).filter(({ kind }) => kind === 'base'))}
        {...tie(fields, 'baseId')}
      />
    </fieldset>
  )
}

/** Whether what TOIL and pay go by is changed. */
const changesContract = (row: AmhpRow, { employerId, contract, contractedHours }: AmhpEntryText): boolean =>
  employerId !== row.employerId ||
  contract !== row.contract ||
  contractedHours.trim() !== formatMinutes(row.contractedMinutesPerWeek)

export function AtWorkFields(fields: FieldsProps) {
  const { text, change } = fields
  return (
    <fieldset className="group">
      <legend className="h2">When choosing who goes</legend>
      <RadioChips
        label="Gender"
        hint="People may ask for a woman or a man"
        id="gender"
        options={choicesOf(genders)}
        value={text.gender}
        onChange={(gender) => change({ gender })}
      />
      <TextField
        label="Languages besides English"
        hint="With commas between them: Polish, British Sign Language"
        width="l"
        {...tie(fields, 'languages')}
      />
      <fieldset className="f" id="skills">
        <legend className="label">Particular experience</legend>
        {(Object.keys(skills) as Skill[]).map((skill) => (
          <Checkbox
            key={skill}
            label={skills[skill]}
            checked={text.skills.includes(skill)}
            onChange={(event) =>
              change({
                skills: event.target.checked ? [...text.skills, skill] : text.skills.filter((one) => one !== skill),
              })
            }
          />
        ))}
      </fieldset>
      <Checkbox
        label="Goes with somebody else"
        hint="Newly approved, or agreed with their manager"
        checked={text.needsBuddy}
        onChange={(event) => change({ needsBuddy: event.target.checked })}
      />
    </fieldset>
  )
}
