import 'antd/dist/reset.css';
import './styles.css';
import { init } from 'kehu';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { storedLanguage } from './state/useLanguage';

const root = document.getElementById('root');
if (root) {
  const language = storedLanguage();
  // The engine itself runs in a worker; texts, the preset and the checks of the form need the module here, too.
  const ready = init();
  createRoot(root).render(
    <StrictMode>
      <App language={language} ready={ready} />
    </StrictMode>,
  );
}
