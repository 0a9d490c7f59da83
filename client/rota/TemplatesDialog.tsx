import { useState } from 'react'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { Tag } from '#client/ui/Tag.tsx'
import { shiftRoles, type TemplateRow } from '#shared/rota/contract.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { TemplateForm } from './TemplateForm.tsx'

interface TemplatesDialogProps {
  readonly templates: readonly TemplateRow[]
  readonly onClose: () => void
}

/** The starts that this service staggers its day by. Changing one leaves shifts already on the rota as they are. */
export function TemplatesDialog({ templates, onClose }: TemplatesDialogProps) {
  const [editing, setEditing] = useState<string | null>(null)
  if (editing !== null) {
    const template = templates.find(({ id }) => id === editing) ?? null
    return <TemplateForm key={editing} template={template} onBack={() => setEditing(null)} />
  }
  return (
    <Dialog
      open
      wide
      title="Shift templates"
      onClose={onClose}
      actions={
        <>
          <Button kind="p" icon="plus" onClick={() => setEditing('new')}>
            Add a template
          </Button>
          <Button onClick={onClose}>Close</Button>
        </>
      }
    >
      {templates.length === 0 ? (
        <EmptyState title="No templates yet">
          Most services stagger their starts, such as 08:00 to 16:00, 12:00 to 20:00 and 16:00 to 00:00.
        </EmptyState>
      ) : (
        <ul className="tpl">
          {templates.map((template) => (
            <TemplateItem key={template.id} template={template} onChange={() => setEditing(template.id)} />
          ))}
        </ul>
      )}
    </Dialog>
  )
}

function TemplateItem({ template, onChange }: { readonly template: TemplateRow; readonly onChange: () => void }) {
  const { name, startsAt, endsAt, role, breakMinutes, placeName, retired } = template
  return (
    <li>
      <span>
        <b>{name}</b> {retired && <Tag>No longer used</Tag>}
        <span className="muted small">
          {startsAt} to {endsAt}, {shiftRoles[role]}
          {breakMinutes > 0 && `, ${formatMinutes(breakMinutes)} break`}
          {placeName && `, at ${placeName}`}
        </span>
      </span>
      <Button size="sm" onClick={onChange} aria-label={`Change ${name}`}>
        Change
      </Button>
    </li>
  )
}
