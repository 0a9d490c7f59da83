import './toil.css'
import { useState } from 'react'
import { useAnswer } from '#client/kernel/api.ts'
import { useSession } from '#client/kernel/session.tsx'
import { Answered } from '#client/ui/Answered.tsx'
import { Card } from '#client/ui/Card.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { Select } from '#client/ui/Field.tsx'
import { ReportLinks } from '#client/ui/ReportLinks.tsx'
import { Tag } from '#client/ui/Tag.tsx'
import { toilPolicies, type PolicyRow } from '#shared/toil/contract.ts'
import { examplePolicies, type ExamplePolicy } from '#shared/toil/examplePolicies.ts'
import { toilPolicy, type ToilPolicy } from '#shared/toil/policy.ts'
import { may } from '#shared/kernel/permission.ts'
import { register } from '#shared/register/contract.ts'
import { formatDate } from '#shared/time/london.ts'
import { PolicyForm } from './PolicyForm.tsx'
import { groupWords, policyWords } from './policyWords.ts'
import { TryADay } from './TryADay.tsx'
import { WithoutPolicy } from './WithoutPolicy.tsx'

/** Each employer's policy with the day from which it holds, a tester that shows the sum, and published policies as examples. */
export function Policies() {
  const policies = useAnswer(toilPolicies, {})
  return (
    <div className="wrap">
      <div className="stack">
        <div className="page-h">
          <div>
            <h1 className="h1">TOIL policies</h1>
            <p className="lede">
              What each employer gives back for late hours. Nothing is ever edited: a new policy takes over from its
              day. One that no claim was judged by can be set again for its own day.
            </p>
            <ReportLinks />
          </div>
        </div>
        <WithoutPolicy />
        <Answered of={policies}>{(rows) => <PolicyPage rows={rows} />}</Answered>
      </div>
    </div>
  )
}

interface Shown {
  readonly key: string
  readonly label: string
  readonly policy: ToilPolicy
}

function PolicyPage({ rows }: { readonly rows: readonly PolicyRow[] }) {
  const { person } = useSession()
  const choices: readonly Shown[] = [
    ...rows
      .filter(({ replaced }) => !replaced)
      .map((row) => ({
        key: row.id,
        label: `${row.employerName}, from ${formatDate(row.effectiveFrom)}${groupWords(row.appliesTo)}`,
        policy: row.policy,
      })),
    ...examplePolicies.map(({ key, name, policy }) => ({ key, label: `Example: ${name}`, policy })),
    { key: 'plain', label: 'Plain: hour for hour', policy: toilPolicy.parse({}) },
  ]
  const [key, setKey] = useState(choices[0]?.key ?? 'plain')
  const shown = choices.find((one) => one.key === key) ?? choices[0]
  return (
    <>
      <Card title="Try a day" className="try-card">
        <Select
          label="Policy"
          options={choices.map(({ key: value, label }) => ({ value, label }))}
          value={key}
          onChange={(event) => setKey(event.target.value)}
        />
        {shown && (
          <>
            <ul>
              {policyWords(shown.policy).map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
            <TryADay key={shown.key} policy={shown.policy} />
          </>
        )}
      </Card>
      <Card title="In force and before" aside={rows.length}>
        {rows.length === 0 && (
          <EmptyState title="No policy yet.">
            Late finishes make no claims until one holds; then those of its days are made.
          </EmptyState>
        )}
        <ul className="policies">
          {rows.map((row) => (
            <li key={row.id}>
              <b>{row.employerName}</b>, from {formatDate(row.effectiveFrom)}
              {groupWords(row.appliesTo)}
              {row.replaced && (
                <>
                  {' '}
                  <Tag tone="warn" icon="cross">
                    Replaced
                  </Tag>
                </>
              )}
              <details className="plain">
                <summary>
                  What it says
                  <span className="vh">
                    {' '}
                    for {row.employerName} from {formatDate(row.effectiveFrom)}
                  </span>
                </summary>
                <ul>
                  {policyWords(row.policy).map((line) => (
                    <li key={line}>{line}</li>
                  ))}
                </ul>
              </details>
            </li>
          ))}
        </ul>
      </Card>
      {may(person.roles, 'keep TOIL policies') && shown && <NewPolicy shown={shown} />}
      <Card title="Examples from published policies" aside={examplePolicies.length}>
        <p className="muted">
          As far as the published texts go, and for a look at how much they differ. Compare with the policy in force
          before you use one.
        </p>
        <ul className="policies">
          {examplePolicies.map((example) => (
            <Example key={example.key} example={example} />
          ))}
        </ul>
      </Card>
    </>
  )
}

/** An employer may well have no policy yet, so they come from the register and not from the policies. */
function NewPolicy({ shown }: { readonly shown: Shown }) {
  const asked = useAnswer(register, {})
  return (
    <Answered of={asked}>
      {({ employers }) => (
        <PolicyForm key={shown.key} employers={employers.filter(({ ended }) => !ended)} start={shown.policy} />
      )}
    </Answered>
  )
}

function Example({ example }: { readonly example: ExamplePolicy }) {
  return (
    <li>
      <b>{example.name}</b>{' '}
      <Tag tone={example.verified ? 'done' : 'warn'} icon={example.verified ? 'check' : 'eye'}>
        {example.verified ? 'Verified' : 'Not verified'}
      </Tag>
      <details className="plain">
        <summary>
          What its text says<span className="vh">: {example.name}</span>
        </summary>
        <ul>
          {example.says.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <p className="muted">
          25 minutes late earn {example.twentyFiveMinutesEarn}m. The text leaves open: {example.leavesOpen.join(', ')}.
          Source: {example.source}.
        </p>
      </details>
    </li>
  )
}
