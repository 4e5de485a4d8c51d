import { DefinitionEditor } from '../../components/definition/DefinitionEditor';
import type { RuleDef } from '../../data/definitions';
import { useText } from '../../i18n/useText';
import { DryRun } from './DryRun';
import { RuleFields } from './RuleFields';

interface Props {
  rule: Partial<RuleDef>;
  onClose: () => void;
}

const USUAL: Partial<RuleDef> = { enabled: true, priority: 0, on: 'state', oncePer: 'month' };

/** A rule: for whom, what, how often; and who would get it today. */
export function RuleEditor({ rule, onClose }: Props) {
  const { rules: words } = useText();
  return (
    <DefinitionEditor
      part="rules"
      edited={rule}
      titleOfNew={words.new}
      usual={USUAL}
      onClose={onClose}
      below={(form) => <DryRun read={() => form.getFieldsValue(true)} />}
    >
      <RuleFields />
    </DefinitionEditor>
  );
}
