import { CloseOutlined } from '@ant-design/icons';
import { AntDActionElement, AntDNotToggle, AntDValueSelector } from '@react-querybuilder/antd';
import { Button } from 'antd';
import type {
  ActionWithRulesProps,
  ControlElementsProp,
  FullField,
  FullOperator,
  NotToggleProps,
  OperatorSelectorProps,
  ValueSelectorProps,
} from 'react-querybuilder';
import { markOf } from './leaves';
import { ValueEditor } from './ValueEditor';

/** The controls for Ant Design, with the names that screen readers tell, and small enough for a row. */
export const controls = {
  valueSelector: NamedSelector,
  operatorSelector: Test,
  actionElement: NamedAction,
  removeRuleAction: Remove,
  removeGroupAction: Remove,
  notToggle: NamedToggle,
  valueEditor: ValueEditor,
} satisfies Partial<ControlElementsProp<FullField, string>>;

const SEARCHED = { optionFilterProp: 'label' };

function NamedSelector(props: ValueSelectorProps) {
  const named = { 'aria-label': props.title, showSearch: (props.options.length > 8 || isGrouped(props)) && SEARCHED };
  return <AntDValueSelector {...props} {...named} title={undefined} />;
}

/** The test of a rule; where there is but one, it is only told, and of what is no comparison not even that. */
function Test(props: OperatorSelectorProps) {
  const [only, second] = props.options as FullOperator[];
  if (second) return <NamedSelector {...props} />;
  return markOf(props.field) ? <span className="muted">{only?.label}</span> : null;
}

const isGrouped = ({ options }: ValueSelectorProps): boolean => options.some((option) => 'options' in option);

function NamedAction(props: ActionWithRulesProps) {
  const named = { 'aria-label': props.title, size: 'small', type: 'dashed' } as object;
  return <AntDActionElement {...props} {...named} />;
}

function Remove({ handleOnClick, title, className }: ActionWithRulesProps) {
  return (
    <Button
      type="text"
      size="small"
      className={className}
      icon={<CloseOutlined aria-hidden />}
      aria-label={title}
      onClick={handleOnClick}
    />
  );
}

function NamedToggle(props: NotToggleProps) {
  const named = { 'aria-label': props.title, unCheckedChildren: props.label, size: 'small' } as object;
  return <AntDNotToggle {...props} {...named} />;
}
