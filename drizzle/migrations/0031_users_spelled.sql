-- Names and IDs that were stored before texts were compared by their form (NFD, no-break spaces, marks that nobody sees)
-- are found by that form. Only few users have one: they are in indexes of their own, so that no row is rewritten and the
-- stored keys of all others stay as they are. `text_form` is what `searchForm` of the product is.
CREATE FUNCTION text_form(t text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN octet_length(t) = char_length(t) AND t !~ '^ |  | $|[\t\n\v\f\r]' THEN t ELSE
    btrim(regexp_replace(translate(normalize(regexp_replace(t,
      '[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\U000e0001\U000e0020-\U000e007f]',
      '', 'g'), NFC), U&'\2010\2011', '--'),
      '[ \t\n\v\f\r\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+', ' ', 'g'))
  END
$$;--> statement-breakpoint
CREATE INDEX users_last_name_form ON users (org_id, workspace_id, state, (lower(text_form(last_name)) COLLATE "C"))
  WHERE text_form(last_name) <> last_name;--> statement-breakpoint
CREATE INDEX users_first_name_form ON users (org_id, workspace_id, state, (lower(text_form(first_name)) COLLATE "C"))
  WHERE text_form(first_name) <> first_name;--> statement-breakpoint
CREATE INDEX users_external_id_form ON users (org_id, workspace_id, sync_id, (text_form(substr(external_id, strpos(external_id, '#') + 1))))
  WHERE text_form(external_id) <> external_id;
