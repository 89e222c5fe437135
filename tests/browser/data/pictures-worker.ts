// A worker that opens training pictures as the one that trains does: it has no document, and is told where the data is.
import { digitLibrary } from '@lib/data/digit-library.ts';
import { openTrainingPictures } from '@lib/data/training-pictures.ts';

addEventListener('message', async ({ data }: MessageEvent<string>) => {
  const pictures = await openTrainingPictures({ digits: [4, 9], tampering: 'off-centre' }, digitLibrary(data));
  postMessage({ fileCounts: pictures.fileCounts, valid: await pictures.file('valid', 0) });
});
