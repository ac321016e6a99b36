import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Machines that build several packages at once are slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
jest.setTimeout(30_000);

// The scaffolder's form scrolls to its top at each step; jsdom cannot.
window.scrollTo = () => {};
