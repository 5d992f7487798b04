"""What ``deploy/`` says fits together and to the published schema; nothing here runs a container."""

import os
import runpy
import shlex
from pathlib import Path

import pytest
from distributed.cli import dask_scheduler, dask_worker
from ruamel.yaml import YAML
from traitlets.config import Config

from classroom import center as centers
from classroom.hub.services import ports
from tests.classroom import small_center

DEPLOY = Path(__file__).parents[2] / "deploy"
KUBERNETES = DEPLOY / "kubernetes"

IMAGE = {"name", "tag", "pullPolicy", "pullSecrets"}
POLICY = {
    "enabled": None, "ingress": None, "egress": None, "interNamespaceAccessLabels": None, "allowedIngressPorts": None,
    "egressAllowRules": {"cloudMetadataServer", "dnsPortsCloudMetadataServer", "dnsPortsKubeSystemNamespace",
                         "dnsPortsPrivateIPs", "nonPrivateIPs", "privateIPs"},
}  # fmt: skip
# Of values.schema.yaml of the chart (2026): the names allowed where the values say something, None where anything is.
SCHEMA = {
    "hub": {
        "baseUrl": None, "image": IMAGE, "db": {"type", "url", "password", "pvc", "upgrade"}, "extraEnv": None,
        "extraVolumes": None, "extraVolumeMounts": None, "podSecurityContext": None, "containerSecurityContext": None,
        "networkPolicy": POLICY, "concurrentSpawnLimit": None, "activeServerLimit": None, "resources": None,
        "extraConfig": None, "extraFiles": None, "config": None, "services": None, "loadRoles": None,
    },
    "proxy": {"service": {"type", "annotations", "loadBalancerIP"}, "chp": {"resources", "image", "networkPolicy"}, "https": None},
    "ingress": {"enabled", "hosts", "tls", "annotations", "ingressClassName", "pathSuffix", "pathType"},
    "singleuser": {
        "image": IMAGE, "defaultUrl": None, "memory": {"limit", "guarantee"}, "cpu": {"limit", "guarantee"},
        "startTimeout": None, "uid": None, "fsGid": None, "allowPrivilegeEscalation": None, "networkPolicy": POLICY,
        "storage": {"type", "capacity", "homeMountPath", "extraVolumes", "extraVolumeMounts", "dynamic", "static", "extraLabels"},
        "cloudMetadata": {"blockWithIptables", "ip"},
    },
    "cull": {"enabled", "users", "adminUsers", "removeNamedServers", "timeout", "every", "concurrency", "maxAge"},
    "scheduling": {
        "userScheduler": {"enabled", "replicas"}, "podPriority": {"enabled", "globalDefault"},
        "userPlaceholder": {"enabled", "replicas"}, "corePods": None, "userPods": None,
    },
}  # fmt: skip


def documents(name: str) -> list[dict]:
    return list(YAML(typ="safe").load_all((KUBERNETES / name).read_text(encoding="utf-8")))


def unknown(values: dict, schema, place: str = "") -> list[str]:
    """Names in `values` that the schema does not have."""
    if schema is None or not isinstance(values, dict):
        return []
    found = [f"{place}{name}" for name in values if name not in schema]
    for name, value in values.items():
        if isinstance(schema, dict) and name in schema:
            found += unknown(value, schema[name], f"{place}{name}.")
    return found


def test_every_value_has_a_name_that_the_chart_s_schema_has():
    [values] = documents("values.yaml")
    assert unknown(values, SCHEMA) == []
    assert unknown({"singleuser": {"memory": {"limits": "1G"}}, "hubb": {}}, SCHEMA) == ["hubb", "singleuser.memory.limits"]


def test_trainees_pods_see_of_the_center_only_the_common_settings_and_cannot_write_them():
    [values] = documents("values.yaml")
    [mount] = values["singleuser"]["storage"]["extraVolumeMounts"]
    assert (mount["subPath"], mount["readOnly"]) == ("hub/user", True)
    [claim] = {
        each["persistentVolumeClaim"]["claimName"]
        for where in (values["hub"], values["singleuser"]["storage"])
        for each in where["extraVolumes"]
    }
    [volume] = documents("storage.yaml")
    assert claim == volume["metadata"]["name"]
    assert volume["spec"]["accessModes"] == ["ReadWriteMany"]


def test_only_the_hub_and_the_cluster_itself_speak_to_dask_and_its_commands_are_ones_it_has():
    objects = {(each["kind"], each["metadata"]["name"]): each for each in documents("dask.yaml")}
    allowed = objects["NetworkPolicy", "dask"]["spec"]["ingress"][0]["from"]
    assert [each["podSelector"]["matchLabels"] for each in allowed] == [{"app": "dask"}, {"app": "jupyterhub", "component": "hub"}]
    selector = objects["Service", "dask-scheduler"]["spec"]["selector"]
    for name, command in (("dask-scheduler", dask_scheduler.main), ("dask-worker", dask_worker.main)):
        spec = objects["Deployment", name]["spec"]
        assert spec["selector"]["matchLabels"] == spec["template"]["metadata"]["labels"]
        [container] = spec["template"]["spec"]["containers"]
        command.make_context(name, container["args"][2:])
    assert objects["Deployment", "dask-scheduler"]["spec"]["template"]["metadata"]["labels"] == selector


@pytest.fixture
def hub(tmp_path, monkeypatch):
    """The settings the chart's hub ends up with, for a small center."""
    center = tmp_path / "center"
    (center / "hub").mkdir(parents=True)
    text = small_center.TEXT.replace("listen: 127.0.0.1:1\n", "listen: 127.0.0.1:8000\naddress: https://class.example\n")
    text += "spawner: kubernetes\nmemory: 2G\n"
    (center / "center.yaml").write_text(text.replace("db: sqlite ", "db: postgresql://dsi@db/dsi "), encoding="utf-8")
    monkeypatch.setenv("DSI_CENTER", str(center))
    monkeypatch.setenv("POD_IP", "10.1.2.3")
    c = Config()
    c.JupyterHub.update(
        bind_url="http://:8000/class/", hub_bind_url="http://:8081", spawner_class="kubespawner.KubeSpawner",
        db_url="sqlite://", services=[{"name": "jupyterhub-idle-culler"}], load_roles=[{"name": "jupyterhub-idle-culler"}],
    )  # fmt: skip
    c.ConfigurableHTTPProxy.update(api_url="http://proxy-api:8001", should_start=False)
    c.Spawner.cmd, c.Spawner.start_timeout = ["jupyterhub-singleuser"], 300
    runpy.run_path(str(KUBERNETES / "hub_config.py"), {"get_config": lambda: c})
    return c, centers.read(center)


def test_the_hub_of_a_chart_keeps_where_things_run_and_takes_people_roles_and_services_from_the_center(hub):
    c, center = hub
    assert (c.JupyterHub.spawner_class, c.JupyterHub.hub_bind_url) == ("kubespawner.KubeSpawner", "http://:8081")
    assert c.ConfigurableHTTPProxy == {"api_url": "http://proxy-api:8001", "should_start": False}
    assert (c.Spawner.cmd, c.Spawner.start_timeout) == (["jupyterhub-singleuser"], 300)
    assert c.Spawner.mem_limit == 2 * 1024**3
    [values] = documents("values.yaml")
    assert c.Spawner.environment["JUPYTER_CONFIG_PATH"] == values["singleuser"]["storage"]["extraVolumeMounts"][0]["mountPath"]
    assert "cookie_secret_file" not in c.JupyterHub
    assert c.JupyterHub.db_url.startswith("postgresql+psycopg://dsi@db/dsi?")
    assert c.JupyterHub.authenticator_class == "classroom.hub.login.CenterAuthenticator"
    services = {each["name"]: each for each in c.JupyterHub.services}
    assert {"jupyterhub-idle-culler", "gallery", "desk", f"formgrader-{small_center.COHORT}"} == set(services)
    assert not any("user" in each for each in services.values())
    assert len({each["name"] for each in c.JupyterHub.load_roles}) == len(c.JupyterHub.load_roles)
    [opened] = values["hub"]["networkPolicy"]["ingress"][0]["ports"]
    where = ports(center)
    for port in (where.gallery, where.desk, where.formgrader(small_center.COHORT)):
        assert opened["port"] <= port <= opened["endPort"]
    assert services["desk"]["url"] == f"http://10.1.2.3:{where.desk}"
    compile(services["gallery"]["command"][2], "gallery", "exec")
    assert c.Proxy.extra_routes == {"/": f"http://10.1.2.3:{where.gallery}"}


def test_a_center_that_does_not_say_kubernetes_is_refused_by_the_hub_of_a_chart(hub):
    _, center = hub
    path = center.folder / centers.FILE
    path.write_text(path.read_text(encoding="utf-8").replace("spawner: kubernetes", "spawner: local"), encoding="utf-8")
    with pytest.raises(SystemExit, match="spawner를 kubernetes로 고치세요"):
        runpy.run_path(str(KUBERNETES / "hub_config.py"), {"get_config": Config})


def test_the_image_copies_what_there_is_and_every_package_of_the_kit():
    lines = (DEPLOY / "Dockerfile").read_text(encoding="utf-8").splitlines()
    copied = {name for line in lines if line.startswith("COPY ") for name in shlex.split(line)[1:-1]}
    root = DEPLOY.parent
    assert [name for name in copied if not (root / name).exists()] == []
    kit = {"curriculum", "grader", "gallery", "classroom", "datasets", "leader", "bigdata", "tech", "starter", "dsi.py"}
    assert kit <= copied
    stages = [line.split()[-1] for line in lines if line.startswith("FROM ")]
    assert stages == ["kit", "user", "hub"]
    assert os.access(root / "requirements-dev.txt", os.R_OK)
