import { ConfigProvider, App as Feedback } from 'antd';
import en from 'antd/locale/en_US';
import zh from 'antd/locale/zh_CN';
import { type ReactNode, Suspense, use, useEffect, useMemo } from 'react';
import type { Language } from '../data/types';
import { useText } from '../i18n/useText';
import { SessionProvider, useSession } from '../state/session';
import { useAddress } from '../state/useAddress';
import { useKeeping } from '../state/useKeeping';
import { useLeaving } from '../state/useLeaving';
import { useOpening } from '../state/useOpening';
import { componentTheme } from '../theme/componentTheme';
import { stillness, usePreference } from '../theme/device';
import { SchemeProvider, useLook } from '../theme/SchemeProvider';
import { Elsewhere } from './Elsewhere';
import { Failure } from './Failure';
import { Full } from './Full';
import { Loading } from './Loading';
import { Shell } from './Shell';
import { Unreadable } from './Unreadable';

interface Props {
  language: Language;
  /** Kept when the module is loaded. */
  ready: Promise<void>;
}

export function App({ language, ready }: Props) {
  return (
    <SchemeProvider>
      <SessionProvider language={language}>
        <Localized>
          <Failure>
            <Suspense fallback={<Loading />}>
              <Started ready={ready} />
            </Suspense>
          </Failure>
        </Localized>
      </SessionProvider>
    </SchemeProvider>
  );
}

/** Where menus, tooltips and lists that come up lie: whoever goes from landmark to landmark finds them. */
const POPUPS = 'popups';
const popups = () => document.getElementById(POPUPS) ?? document.body;

function Localized({ children }: { children: ReactNode }) {
  const { language, page } = useSession().state;
  const { product, pages, popups: popupsName } = useText();
  const { scheme } = useLook();
  const still = usePreference(stillness);
  const theme = useMemo(() => componentTheme(scheme, !still), [scheme, still]);
  const title = `${pages[page]} · ${product}`;
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    document.title = title;
  }, [language, title]);
  return (
    <ConfigProvider
      locale={language === 'zh' ? zh : en}
      theme={theme}
      button={{ autoInsertSpace: false }}
      pagination={{ showSizeChanger: false }}
      getPopupContainer={popups}
    >
      <Feedback className="shell">
        {children}
        <section id={POPUPS} aria-label={popupsName} />
      </Feedback>
    </ConfigProvider>
  );
}

function Started({ ready }: { ready: Promise<void> }) {
  use(ready);
  useOpening();
  useKeeping();
  useAddress();
  useLeaving();
  const { keeping } = useSession().state;
  if (keeping === 'opening') return <Loading />;
  if (keeping === 'elsewhere') return <Elsewhere />;
  if (keeping === 'full') return <Full />;
  if (typeof keeping === 'object') return <Unreadable fault={keeping.fault} />;
  return <Shell />;
}
