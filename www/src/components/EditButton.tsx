import { EditOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useText } from '../i18n/useText';

/** Opens the definition of what is called so. */
export function EditButton({ name, onClick }: { name: string; onClick: () => void }) {
  const text = useText();
  return (
    <Button
      type="text"
      size="small"
      icon={<EditOutlined aria-hidden />}
      aria-label={text.definition.editOf(name)}
      onClick={onClick}
    />
  );
}
