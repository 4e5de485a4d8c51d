import { DesktopOutlined, MoonOutlined, SunOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import type { ReactNode } from 'react';
import { useFocusKept } from '../components/focus';
import { useText } from '../i18n/useText';
import { CHOICES, type Choice } from '../theme/choice';
import { useLook } from '../theme/SchemeProvider';

const ICONS: Record<Choice, ReactNode> = {
  light: <SunOutlined aria-hidden />,
  dark: <MoonOutlined aria-hidden />,
  system: <DesktopOutlined aria-hidden />,
};

/** Light, dark, or as the device is. */
export function SchemeSwitch() {
  const { look } = useText();
  const { choice, choose } = useLook();
  const keepFocus = useFocusKept();
  const items = CHOICES.map((key) => ({ key, icon: ICONS[key], label: look.choices[key] }));
  const menu = {
    items,
    selectable: true,
    selectedKeys: [choice],
    onClick: ({ key }: { key: string }) => choose(key as Choice),
  };
  return (
    <Dropdown menu={menu} trigger={['click']} placement="bottomRight" autoFocus onOpenChange={keepFocus}>
      <Button
        type="text"
        icon={ICONS[choice]}
        aria-label={look.labelled(look.choices[choice])}
        title={look.labelled(look.choices[choice])}
      />
    </Dropdown>
  );
}
