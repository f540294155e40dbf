// The network as a picture one can move through; the table below it says the same to whoever does not see it.

const figure = document.querySelector("[data-network]")
const ground = figure.querySelector(".network-ground")
const says = figure.querySelector(".network-says")
const MANY = 150 // from here on only the closest bear their names until one comes nearer
const calm = matchMedia("(prefers-reduced-motion: reduce)")

function colours() {
  const probe = document.createElement("span")
  figure.append(probe)
  const told = name => {
    probe.style.color = `var(--${name})`
    return getComputedStyle(probe).color
  }
  const found = {
    colleague: told("seal"), person: told("blue"), drifting: told("amber"),
    line: told("edge"), ink: told("ink"), paper: told("sheet"), faint: told("shade"),
  }
  probe.remove()
  return found
}

function graphOf({nodes, edges}) {
  const graph = new graphology.UndirectedGraph()
  for (const {key, ...node} of nodes) graph.addNode(key, {...node, size: node.kind === "colleague" ? 9 : 2 + 4 * (node.weight ?? 0)})
  for (const [one, other] of edges) graph.mergeEdge(one, other, {size: edges.length > 1000 ? .3 : .8})
  return graph
}

// A label on a ground of its own, in the colours of the page; the library's own is black on white.
function overNode(paint, data, settings, palette) {
  paint.font = `${settings.labelWeight} ${settings.labelSize}px ${settings.labelFont}`
  const width = paint.measureText(data.label ?? "").width
  paint.fillStyle = palette().paper
  paint.fillRect(data.x + data.size, data.y - settings.labelSize, width + 10, settings.labelSize * 2)
  paint.beginPath()
  paint.arc(data.x, data.y, data.size + 2, 0, Math.PI * 2)
  paint.fill()
  paint.fillStyle = palette().ink
  paint.fillText(data.label ?? "", data.x + data.size + 4, data.y + settings.labelSize / 3)
}

// Names that would lie on one another are left out, until one comes nearer; those of colleagues are always written.
function namesApart(paper) {
  let taken = []
  const meets = one => taken.some(it => one.left < it.right && it.left < one.right && one.top < it.bottom && it.top < one.bottom)
  const write = (paint, data, settings) => {
    if (!data.label) return
    paint.font = `${settings.labelWeight} ${settings.labelSize}px ${settings.labelFont}`
    const left = data.x + data.size + 3, top = data.y - settings.labelSize * .7
    const box = {left, top, right: left + paint.measureText(data.label).width + 4, bottom: top + settings.labelSize * 1.4}
    if (!data.forceLabel && meets(box)) return
    taken.push(box)
    if (data.forceLabel) {
      paint.fillStyle = paper()
      paint.fillRect(box.left, box.top, box.right - box.left, box.bottom - box.top)
    }
    paint.fillStyle = data.ink
    paint.fillText(data.label, left, data.y + settings.labelSize / 3)
  }
  return {write, begin: () => { taken = [] }}
}

function draw(graph) {
  let palette = colours(), over = null
  const names = namesApart(() => palette.paper)
  const near = node => node === over || graph.areNeighbors(node, over)
  const drawing = new Sigma(graph, ground, {
    labelFont: getComputedStyle(document.body).fontFamily, labelSize: 12, labelDensity: .6,
    labelRenderedSizeThreshold: graph.order > MANY ? 5.5 : 2, stagePadding: 70, enableEdgeEvents: false,
    labelColor: {attribute: "ink"}, defaultDrawNodeLabel: names.write, defaultDrawNodeHover: (...given) => overNode(...given, () => palette),
    nodeReducer: (node, given) => ({
      ...given, ink: palette.ink, color: over && !near(node) ? palette.faint : palette[given.kind],
      label: over && !near(node) ? "" : given.label, forceLabel: given.kind === "colleague",
    }),
    edgeReducer: (edge, given) => ({
      ...given, color: palette.line, hidden: over !== null && !graph.hasExtremity(edge, over),
    }),
  })
  const look = node => {
    over = node
    ground.classList.toggle("is-over", Boolean(node && graph.getNodeAttribute(node, "to")))
    drawing.refresh({skipIndexation: true})
  }
  drawing.on("beforeRender", names.begin)
  drawing.on("enterNode", ({node}) => look(node))
  drawing.on("leaveNode", () => look(null))
  drawing.on("clickNode", ({node}) => {
    const to = graph.getNodeAttribute(node, "to")
    if (to) location.assign(to)
  })
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    palette = colours()
    drawing.refresh({skipIndexation: true})
  })
  return drawing
}

function offerZoom(drawing) {
  const camera = drawing.getCamera(), how = () => ({duration: calm.matches ? 0 : 200})
  const ways = {in: () => camera.animatedZoom(how()), out: () => camera.animatedUnzoom(how()), whole: () => camera.animatedReset(how())}
  for (const button of figure.querySelectorAll("[data-zoom]")) button.addEventListener("click", () => ways[button.dataset.zoom]())
}

async function show() {
  says.textContent = says.dataset.coming
  try {
    const answer = await fetch(figure.dataset.network, {headers: {Accept: "application/json"}})
    if (!answer.ok) throw new Error(answer.status)
    offerZoom(draw(graphOf(await answer.json())))
    says.textContent = ""
    figure.dataset.drawn = ""
  } catch {
    says.textContent = says.dataset.failed
    figure.querySelector(".network-tools").hidden = true
  }
}

show()
