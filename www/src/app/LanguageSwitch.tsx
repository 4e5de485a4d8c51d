import { GlobalOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useText } from '../i18n/useText';
import { useSession } from '../state/session';
import { useLanguage } from '../state/useLanguage';

export function LanguageSwitch() {
  const text = useText();
  const { language, work } = useSession().state;
  const speak = useLanguage();
  const [isSwitching, setSwitching] = useState(false);
  const change = async () => {
    setSwitching(true);
    await speak(language === 'zh' ? 'en' : 'zh').finally(() => setSwitching(false));
  };
  return (
    <Button
      type="text"
      icon={<GlobalOutlined aria-hidden />}
      loading={isSwitching}
      disabled={work !== null}
      onClick={change}
    >
      {text.switchLanguage}
    </Button>
  );
}
