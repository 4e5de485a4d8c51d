import { MenuOutlined, SafetyOutlined } from '@ant-design/icons';
import { Button, Drawer, Grid, Layout } from 'antd';
import { useEffect, useState } from 'react';
import { fetchAll } from '../components/later';
import { useText } from '../i18n/useText';
import { CustomerDrawer } from '../pages/customers/CustomerDrawer';
import { useSession } from '../state/session';
import { Brand } from './Brand';
import { Failure } from './Failure';
import { LanguageSwitch } from './LanguageSwitch';
import { Navigation } from './Navigation';
import { PageView } from './PageView';
import { SchemeSwitch } from './SchemeSwitch';

/** The frame: header, navigation, one page, and the drawer of one customer. */
export function Shell() {
  const text = useText();
  const { lg: isWide = true, xl: isRoomy = true } = Grid.useBreakpoint();
  const [isMenuOpen, setMenuOpen] = useState(false);
  const { page } = useSession().state;
  const closeMenu = () => setMenuOpen(false);
  useEffect(() => void fetchAll(), []);
  return (
    <Layout className="shell">
      <Layout.Header className="shell-header">
        <div className="row">
          {!isWide && (
            <Button
              type="text"
              icon={<MenuOutlined aria-hidden />}
              aria-label={text.menu}
              onClick={() => setMenuOpen(true)}
            />
          )}
          <Brand />
        </div>
        <div className="row">
          {isWide && (
            <span className="muted small">
              <SafetyOutlined aria-hidden /> {text.tagline}
            </span>
          )}
          <SchemeSwitch />
          <LanguageSwitch />
        </div>
      </Layout.Header>
      <Layout>
        {isWide && (
          <Layout.Sider width={232} collapsedWidth={72} collapsed={!isRoomy} className="shell-sider">
            <Navigation />
          </Layout.Sider>
        )}
        <Layout.Content className="shell-content">
          <div className="page">
            <Failure key={page}>
              <PageView />
            </Failure>
          </div>
        </Layout.Content>
      </Layout>
      <Drawer open={isMenuOpen && !isWide} onClose={closeMenu} placement="left" size={260} title={<Brand />}>
        <Navigation onChosen={closeMenu} />
      </Drawer>
      <CustomerDrawer />
    </Layout>
  );
}
