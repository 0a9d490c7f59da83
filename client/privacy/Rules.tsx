import { useState } from 'react'
import { useAnswer } from '#client/kernel/api.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { SummaryList } from '#client/ui/SummaryList.tsx'
import { privacyRules, type Officer, type PrivacyRules } from '#shared/privacy/contract.ts'
import { OfficerDialog } from './OfficerDialog.tsx'
import { officeNames } from './officeNames.ts'
import { RuleDialog } from './RuleDialog.tsx'
import { RuleTable } from './RuleTable.tsx'

/** How long each kind of record is kept, and who answers for data in this service. */
export function Rules() {
  const asked = useAnswer(privacyRules, {})
  return <Answered of={asked}>{(given) => <Kept given={given} />}</Answered>
}

function Kept({ given: { rules, officers } }: { readonly given: PrivacyRules }) {
  const [setting, setSetting] = useState(false)
  const [naming, setNaming] = useState<Officer | null>(null)
  return (
    <div className="stack">
      <Card
        title="How long records are kept"
        aside={
          <Button size="sm" onClick={() => setSetting(true)}>
            Set a rule
          </Button>
        }
      >
        <RuleTable rules={rules} />
      </Card>
      <Card title="Who answers">
        <SummaryList
          rows={officers.map((officer) => ({
            key: officeNames[officer.office],
            value: <OfficerWords officer={officer} />,
            action: (
              <Button kind="q" size="sm" onClick={() => setNaming(officer)}>
                {officer.name === '' ? 'Name' : 'Change'}
                <span className="vh"> the {officeNames[officer.office].toLowerCase()}</span>
              </Button>
            ),
          }))}
        />
      </Card>
      {setting && <RuleDialog onClose={() => setSetting(false)} />}
      {naming && <OfficerDialog key={naming.office} officer={naming} onClose={() => setNaming(null)} />}
    </div>
  )
}

/** @example <OfficerWords officer={guardian} /> */
export function OfficerWords({ officer: { name, contact } }: { readonly officer: Officer }) {
  if (name === '') return <span className="muted">Nobody named yet</span>
  return (
    <>
      {name}
      {contact !== '' && <span className="muted"> · {contact}</span>}
    </>
  )
}
