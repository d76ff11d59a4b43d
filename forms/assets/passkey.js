// Asks the browser for a passkey and puts the answer into the form, which is then sent like any other. It reads
// nothing but the form's own attributes and sends nothing by itself.
'use strict';

const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0));
const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');

function known(form) {
  return form.dataset.credentials.split(' ').filter(Boolean).map((id) => ({ type: 'public-key', id: toBytes(id) }));
}

function ask(form) {
  const { challenge, host, user, login, name } = form.dataset;
  if (form.dataset.passkey === 'get') {
    return navigator.credentials.get({
      publicKey: { challenge: toBytes(challenge), rpId: host, allowCredentials: known(form), userVerification: 'required', timeout: 240000 },
    });
  }
  return navigator.credentials.create({
    publicKey: {
      challenge: toBytes(challenge),
      rp: { id: host, name: 'Prévenance' },
      user: { id: toBytes(user), name: login, displayName: name },
      pubKeyCredParams: [{ type: 'public-key', alg: -7 }, { type: 'public-key', alg: -8 }],
      excludeCredentials: known(form),
      authenticatorSelection: { residentKey: 'discouraged', userVerification: 'required' },
      attestation: 'none',
      timeout: 240000,
    },
  });
}

function fill(form, { rawId, response }) {
  form.elements.credential.value = toText(rawId);
  form.elements.client_data.value = new TextDecoder().decode(response.clientDataJSON);
  form.elements.authenticator_data.value = toText(response.authenticatorData ?? response.getAuthenticatorData());
  form.elements.signature.value = response.signature ? toText(response.signature) : '';
}

for (const form of document.querySelectorAll('form[data-passkey]')) {
  const trouble = form.querySelector('[data-passkey-trouble]');
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    trouble.hidden = true;
    try {
      fill(form, await ask(form));
      form.submit();
    } catch {
      trouble.hidden = false;
    }
  });
}
