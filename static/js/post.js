// post sends one entry, with what else is to be told, and answers the text that came back. Trouble of the network or the server rejects with {retry: true};
// a session that has ended rejects with {signedOut: true}.

const PATIENCE = 8000; // ms until an answer is given up and asked for again

export async function post(entry, token, more) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  let res, text;
  try {
    res = await fetch(entry.url, {
      method: 'POST',
      headers: { 'X-Fragment': '1', 'X-CSRF-Token': token, 'X-Page': location.pathname },
      body: new URLSearchParams(Object.assign({ scan_id: entry.id }, entry.fields, more)),
      credentials: 'same-origin',
      cache: 'no-store',
      signal: stop.signal,
    });
    text = await res.text();
  } catch (e) {
    throw { retry: true };
  } finally {
    clearTimeout(timer);
  }
  if (res.status >= 500 || res.status === 429 || res.status === 408) {
    throw { retry: true, after: Number(res.headers.get('Retry-After')) * 1000 };
  }
  if (res.status === 401 || res.redirected) throw { signedOut: true };
  return text;
}
