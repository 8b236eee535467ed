"""What a column of a file can be: where it goes, how a cell is cleaned, and by what it is recognised."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.utils.translation import gettext_lazy as _

from core.models import Store
from customers.importing import cleaning, custom_cleaning
from customers.importing.cleaning import Clean
from customers.models import Channel, CustomField, FieldKind

CUSTOM = "custom."
OWN = _("Own fields")
ADDRESS = _("Address")
CONSENT = _("What they agreed to")
CONSENTS = {"consent_email": Channel.EMAIL, "consent_sms": Channel.SMS}


@dataclass(frozen=True)
class Reading:
    """What cleaning depends on beside the cell."""

    today: date
    day_first: bool


@dataclass(frozen=True, kw_only=True)
class ImportField:
    key: str
    label: Any
    clean: Callable[[Reading], Clean]
    aliases: str = ""  # headings that mean it, folded, words run together
    column: str = ""  # of customers_customer
    cast: str = "text"
    custom: CustomField | None = None
    group: Any = ""  # under which it is offered

    @property
    def own(self) -> CustomField:
        """The store's own field that it is; asked only of one that is."""
        return cast(CustomField, self.custom)

    @property
    def staged(self) -> str:
        """Its column among the staged rows."""
        return f"custom_{self.custom.pk}" if self.custom else self.key

    @property
    def blank(self) -> str:
        """What the column holds when nothing is known, in SQL."""
        return "NULL" if self.cast == "date" or self.key == "email" else "''"


def _always(clean: Clean) -> Callable[[Reading], Clean]:
    return lambda _reading: clean


def _text(length: int) -> Callable[[Reading], Clean]:
    return _always(cleaning.text(length))


def _line(length: int) -> Callable[[Reading], Clean]:
    return _always(cleaning.line(length))


FIELDS = (
    ImportField(
        key="external_id",
        label=_("External id"),
        clean=_text(100),
        aliases="externalid customerid id userid clientid kundennummer kundennr customernumber customerno"
        " idclient numeroclient shopid uid memberid clienteid",
    ),
    ImportField(
        key="email",
        label=_("E-mail"),
        clean=_always(cleaning.email),
        column="email",
        aliases="email mail emailaddress adressemail adresseemail correo correoelectronico emailadresse"
        " customeremail indirizzoemail courriel primaryemail",
    ),
    ImportField(
        key="phone",
        label=_("Phone"),
        clean=_always(cleaning.phone),
        column="phone",
        aliases="phone phonenumber mobile mobilephone cell telephone tel telefon handy mobil telefonnummer"
        " telefono movil telefone numerotelephone smsnumber sms whatsapp",
    ),
    ImportField(
        key="first_name",
        label=_("First name"),
        clean=_text(100),
        column="first_name",
        aliases="firstname first givenname vorname prenom nombre primeironome forename fname nome",
    ),
    ImportField(
        key="last_name",
        label=_("Last name"),
        clean=_text(100),
        column="last_name",
        aliases="lastname last surname familyname nachname familienname nom nomdefamille apellido apellidos"
        " sobrenome cognome lname",
    ),
    ImportField(
        key="name",
        label=_("Full name"),
        clean=_text(200),
        aliases="name fullname customername displayname contactname nomcomplet nombrecompleto nomecompleto",
    ),
    ImportField(
        key="company",
        label=_("Company"),
        clean=_text(200),
        column="company",
        aliases="company companyname organisation organization firma unternehmen entreprise societe empresa"
        " azienda business",
    ),
    ImportField(
        key="language",
        label=_("Language"),
        clean=_always(cleaning.language),
        column="language",
        aliases="language lang locale sprache langue idioma lingua",
    ),
    ImportField(
        key="birthday",
        label=_("Birthday"),
        clean=lambda reading: cleaning.birthday(reading.day_first, reading.today),
        column="birthday",
        cast="date",
        aliases="birthday birthdate dateofbirth dob geburtstag geburtsdatum anniversaire datedenaissance"
        " cumpleanos fechadenacimiento nascimento",
    ),
    ImportField(
        key="gender",
        label=_("Gender"),
        clean=_always(cleaning.gender),
        column="gender",
        aliases="gender sex geschlecht genre sexe genero sexo anrede",
    ),
    ImportField(
        key="time_zone",
        label=_("Time zone"),
        clean=_always(cleaning.time_zone),
        column="time_zone",
        aliases="timezone tz zeitzone fuseauhoraire",
    ),
    ImportField(
        key="line_1",
        label=_("Street and number"),
        clean=_line(200),
        group=ADDRESS,
        aliases="address address1 addressline1 street street1 streetaddress streetline1 mailingaddress"
        " strasse straße strassehausnummer straßehausnummer anschrift adresse adresse1 rue direccion"
        " direccion1 calle domicilio indirizzo indirizzo1 via endereco endereco1 morada rua"
        " defaultaddressaddress1 shippingaddress1 shippingstreet billingaddress1 billingstreet",
    ),
    ImportField(
        key="line_2",
        label=_("Second line of the address"),
        clean=_line(200),
        group=ADDRESS,
        aliases="address2 addressline2 street2 streetline2 apartment suite unit adresszusatz adresse2"
        " complementadresse direccion2 indirizzo2 endereco2 complemento defaultaddressaddress2"
        " shippingaddress2 billingaddress2",
    ),
    ImportField(
        key="postcode",
        label=_("Post code"),
        clean=_line(20),
        group=ADDRESS,
        aliases="zip zipcode postalcode plz postleitzahl codepostal codigopostal cap codicepostale cep"
        " defaultaddresszip shippingzip shippingpostcode billingzip billingpostcode",
    ),
    ImportField(
        key="city",
        label=_("Town"),
        clean=_line(100),
        group=ADDRESS,
        aliases="city ort stadt wohnort ville ciudad poblacion localidad citta comune cidade localidade"
        " defaultaddresscity shippingcity billingcity",
    ),
    ImportField(
        key="region",
        label=_("Region"),
        clean=_line(100),
        group=ADDRESS,
        aliases="state province county stateprovince bundesland kanton departement provincia estado regione"
        " distrito provincecode defaultaddressprovince defaultaddressprovincecode shippingprovince"
        " shippingstate billingstate",
    ),
    ImportField(
        key="country",
        label=_("Country"),
        clean=_always(cleaning.country),
        group=ADDRESS,
        aliases="countrycode countryname land pays pais paese nazione nation staat defaultaddresscountry"
        " defaultaddresscountrycode shippingcountry billingcountry",
    ),
    ImportField(
        key="consent_email",
        label=_("Agreed to e-mail"),
        clean=_always(custom_cleaning.yes_no),
        group=CONSENT,
        aliases="acceptsmarketing acceptsemailmarketing acceptsemail emailmarketing marketing"
        " marketingconsent marketingoptin emailconsent emailoptin optin optinemail consent newsletter"
        " newsletteroptin subscribed"
        " newsletterconsent einwilligung einwilligungemail emaileinwilligung newsletteranmeldung"
        " newsletterabonniert consentement consentementemail infolettre inscritnewsletter abonnenewsletter"
        " consentimiento consentimientoemail boletin suscrito consenso consensoemail iscrittonewsletter"
        " consentimento consentimentoemail assinante",
    ),
    ImportField(
        key="consent_sms",
        label=_("Agreed to SMS"),
        clean=_always(custom_cleaning.yes_no),
        group=CONSENT,
        aliases="smsconsent smsoptin optinsms acceptssms acceptssmsmarketing smsmarketing smsmarketingconsent"
        " smsnewsletter einwilligungsms smseinwilligung consentementsms consentimientosms consensosms"
        " consentimentosms textconsent",
    ),
)
FIELD_OF = {field.key: field for field in FIELDS}
PARTS_OF_ADDRESS = tuple(field.key for field in FIELDS if field.group is ADDRESS)
KEYS = ("external_id", "email", "phone")


def column_of(name: str) -> ImportField | None:
    """The field that a column of customers_customer holds."""
    field = FIELD_OF.get(name)
    return field if field and field.column else None


_CUSTOM_CLEAN: dict[str, Callable[[CustomField], Callable[[Reading], Clean]]] = {
    FieldKind.TEXT: lambda _field: _text(500),
    FieldKind.NUMBER: lambda _field: _always(custom_cleaning.number),
    FieldKind.MONEY: lambda _field: _always(custom_cleaning.number),
    FieldKind.DATE: lambda _field: lambda reading: cleaning.day(reading.day_first),
    FieldKind.YES_NO: lambda _field: _always(custom_cleaning.yes_no),
    FieldKind.CHOICE: lambda field: _always(custom_cleaning.choice(field.choices)),
}
VALUE_COLUMN: dict[str, tuple[str, str]] = {
    FieldKind.TEXT: ("text", "text"),
    FieldKind.CHOICE: ("text", "text"),
    FieldKind.NUMBER: ("number", "numeric(18,4)"),
    FieldKind.MONEY: ("number", "numeric(18,4)"),
    FieldKind.DATE: ("day", "date"),
    FieldKind.YES_NO: ("flag", "boolean"),
}


def fields_of(store: Store) -> dict[str, ImportField]:
    """All a column may be in this store; a field of its own that takes several values cannot be one."""
    own = CustomField.objects.filter(store=store, archived_at=None).order_by("position", "pk")
    return FIELD_OF | {f"{CUSTOM}{one.key}": _of_custom(one) for one in own if one.kind in VALUE_COLUMN}


def _of_custom(field: CustomField) -> ImportField:
    return ImportField(
        key=f"{CUSTOM}{field.key}",
        label=field.label,
        clean=_CUSTOM_CLEAN[field.kind](field),
        custom=field,
        group=OWN,
    )
