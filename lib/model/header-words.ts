import type { StandardTarget } from "@/lib/model/mapping";

type Words = Readonly<Record<StandardTarget, readonly string[]>>;

/**
 * What the exports of HR systems call the standard columns, by language. Spelled as people do: letter case, spaces, signs and
 * accents don't count. Not the numbers that a state gives people (personnummer, henkilötunnus), which are no IDs to sync by.
 */
export const HEADER_WORDS: Readonly<Record<string, Words>> = {
  English: {
    id: [
      ...["UID", "User ID", "External ID", "Employee ID", "Employee number", "Employee no", "Person ID"],
      ...["Staff ID", "Staff number", "Member ID", "Personnel number", "Worker ID"],
    ],
    email: [
      ...["Email address", "Email addr", "Mail", "Mail address", "Work email", "Business email"],
      ...["Work email address", "Business email address", "Company email"],
    ],
    first_name: ["Given name", "Forename", "Fname", "Preferred first name"],
    last_name: ["Surname", "Family name", "Lname"],
    mobile: [
      ...["Mobile phone", "Mobile number", "Mobile no", "Mobile phone number", "Cell", "Cell phone"],
      ...["Cell number", "Phone", "Phone number", "Telephone", "Telephone number", "Work mobile"],
    ],
  },
  Finnish: {
    id: [
      "Henkilönumero",
      "Henkilönro",
      "Työntekijänumero",
      "Työntekijän numero",
      "Työntekijän ID",
      "Palkkanumero",
    ],
    email: ["Sähköposti", "Sähköpostiosoite", "Työsähköposti", "Sposti"],
    first_name: ["Etunimi", "Etunimet", "Kutsumanimi"],
    last_name: ["Sukunimi"],
    mobile: ["Matkapuhelin", "Matkapuhelinnumero", "Puhelin", "Puhelinnumero", "Puh", "Kännykkä", "GSM"],
  },
  Swedish: {
    id: [
      "Anställningsnummer",
      "Anställningsnr",
      "Anställnings-ID",
      "Anst nr",
      "Användar-ID",
      "Personalnummer",
    ],
    email: ["E-post", "E-postadress", "Mejl", "Mejladress", "Mailadress", "Jobbmejl"],
    first_name: ["Förnamn", "Tilltalsnamn"],
    last_name: ["Efternamn"],
    mobile: ["Mobil", "Mobilnummer", "Mobiltelefon", "Mobilnr", "Telefon", "Telefonnummer"],
  },
  Norwegian: {
    id: ["Ansattnummer", "Ansattnr", "Ansatt-ID", "Bruker-ID", "Personalnummer"],
    email: ["E-post", "E-postadresse", "Epost", "Epostadresse", "Jobb e-post"],
    first_name: ["Fornavn"],
    last_name: ["Etternavn"],
    mobile: ["Mobil", "Mobilnummer", "Mobiltelefon", "Mobilnr", "Mobiltlf", "Telefon", "Telefonnummer"],
  },
  Danish: {
    id: ["Medarbejdernummer", "Medarbejdernr", "Medarbejder-ID", "Lønnummer", "Lønnr", "Bruger-ID"],
    email: ["E-mailadresse", "E-mail-adresse", "Mailadresse", "Arbejdsmail"],
    first_name: ["Fornavn"],
    last_name: ["Efternavn"],
    mobile: ["Mobil", "Mobilnummer", "Mobiltelefon", "Mobilnr", "Telefon", "Telefonnummer"],
  },
  Dutch: {
    id: [
      "Personeelsnummer",
      "Personeelsnr",
      "Medewerkernummer",
      "Medewerkernr",
      "Werknemersnummer",
      "Medewerker-ID",
    ],
    email: ["E-mailadres", "Mailadres", "Zakelijk e-mailadres", "Werk e-mail", "E-mail werk"],
    first_name: ["Voornaam", "Roepnaam", "Voornamen"],
    last_name: ["Achternaam", "Familienaam"],
    mobile: [
      ...["Mobiel", "Mobiel nummer", "Mobiele telefoon", "Mobiele nummer", "Gsm", "Gsm-nummer"],
      ...["Telefoon", "Telefoonnummer", "06-nummer"],
    ],
  },
  German: {
    id: [
      "Personalnummer",
      "Personalnr",
      "Pers-Nr",
      "Mitarbeiternummer",
      "Mitarbeiternr",
      "Mitarbeiter-ID",
      "Benutzer-ID",
    ],
    email: [
      "E-Mail-Adresse",
      "Mailadresse",
      "E-Mail geschäftlich",
      "E-Mail dienstlich",
      "Dienstliche E-Mail",
    ],
    first_name: ["Vorname", "Vornamen", "Rufname"],
    last_name: ["Nachname", "Familienname", "Zuname"],
    mobile: [
      ...["Mobil", "Mobiltelefon", "Mobilnummer", "Mobilfunknummer", "Handy", "Handynummer", "Handy-Nr"],
      ...["Telefon", "Telefonnummer"],
    ],
  },
  French: {
    id: [
      "Matricule",
      "Numéro d'employé",
      "Numéro de matricule",
      "Identifiant",
      "ID employé",
      "ID salarié",
      "N° matricule",
    ],
    email: [
      "Courriel",
      "Adresse e-mail",
      "Adresse mail",
      "Adresse électronique",
      "Mél",
      "E-mail professionnel",
    ],
    first_name: ["Prénom", "Prénoms", "Prénom usuel"],
    last_name: ["Nom", "Nom de famille", "Nom usuel"],
    mobile: [
      ...["Portable", "Téléphone portable", "Téléphone mobile", "Numéro de portable", "Tél portable"],
      ...["Téléphone", "Numéro de téléphone", "GSM"],
    ],
  },
};
