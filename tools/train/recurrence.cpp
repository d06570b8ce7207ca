// One layer of the encoder behind its matrix, for training, forward and backward. A channel is by
// itself:
//   f = s(u_f)  c = q(u_c)  o = s(u_o)     h[t] = f h[t-1] + (1 - f) c     y = o h k + (1 - o) x
// The first half of the channels runs forward, the second half backward; k is the dropout of the
// channel in its sentence. q and s are the quadratic squashes that the program computes with
// integers:
//   q(x) = b (1 - |b| / 4), b = x held in [-2, 2]     s(x) = (1 + q(x / 2)) / 2

#include <torch/extension.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace {

inline float q(float x) {
  const float b = std::min(2.f, std::max(-2.f, x));
  return b * (1.f - 0.25f * std::fabs(b));
}
inline float s(float x) { return 0.5f + 0.5f * q(0.5f * x); }
/// Slopes; a little is left outside so that no unit is lost for good.
inline float dq(float x) { return std::max(0.02f, 1.f - 0.5f * std::fabs(x)); }
inline float ds(float x) { return 0.25f * dq(0.5f * x); }

}  // namespace

std::vector<torch::Tensor> forward(torch::Tensor u, torch::Tensor x, torch::Tensor lengths,
                                   torch::Tensor keep) {
  const auto B = x.size(0), T = x.size(1), D = x.size(2), H = D / 2;
  torch::Tensor h = torch::zeros_like(x), y = torch::zeros_like(x);
  const float *up = u.data_ptr<float>(), *xp = x.data_ptr<float>(), *kp = keep.data_ptr<float>();
  const int64_t* np = lengths.data_ptr<int64_t>();
  float *hp = h.data_ptr<float>(), *yp = y.data_ptr<float>();
  at::parallel_for(0, B, 1, [&](int64_t begin, int64_t end) {
    std::vector<float> zeros(static_cast<size_t>(D), 0.f);
    for (int64_t b = begin; b < end; ++b) {
      const int64_t n = np[b];
      const float* k = kp + b * D;
      for (int64_t way = 0; way < 2; ++way) {
        const float* prev = zeros.data();
        for (int64_t step = 0; step < n; ++step) {
          const int64_t t = b * T + (way ? n - 1 - step : step);
          const float *ut = up + t * 3 * D, *xt = xp + t * D;
          float *ht = hp + t * D, *yt = yp + t * D;
          for (int64_t i = way * H; i < way * H + H; ++i) {
            const float f = s(ut[i]), c = q(ut[D + i]), o = s(ut[2 * D + i]);
            ht[i] = f * (prev[i] - c) + c;
            yt[i] = o * (ht[i] * k[i] - xt[i]) + xt[i];
          }
          prev = ht;
        }
      }
    }
  });
  return {y, h};
}

std::vector<torch::Tensor> backward(torch::Tensor u, torch::Tensor x, torch::Tensor lengths,
                                    torch::Tensor keep, torch::Tensor h, torch::Tensor g) {
  const auto B = x.size(0), T = x.size(1), D = x.size(2), H = D / 2;
  torch::Tensor du = torch::zeros_like(u), dx = torch::zeros_like(x);
  const float *up = u.data_ptr<float>(), *xp = x.data_ptr<float>(), *kp = keep.data_ptr<float>(),
              *hp = h.data_ptr<float>(), *gp = g.data_ptr<float>();
  const int64_t* np = lengths.data_ptr<int64_t>();
  float *dup = du.data_ptr<float>(), *dxp = dx.data_ptr<float>();
  at::parallel_for(0, B, 1, [&](int64_t begin, int64_t end) {
    std::vector<float> zeros(static_cast<size_t>(D), 0.f), carry(static_cast<size_t>(D));
    for (int64_t b = begin; b < end; ++b) {
      const int64_t n = np[b];
      const float* k = kp + b * D;
      std::fill(carry.begin(), carry.end(), 0.f);
      float* r = carry.data();
      for (int64_t way = 0; way < 2; ++way) {
        for (int64_t step = n - 1; step >= 0; --step) {
          const int64_t at = way ? n - 1 - step : step, t = b * T + at;
          const float* prev = step == 0 ? zeros.data() : hp + (t + (way ? 1 : -1)) * D;
          const float *ut = up + t * 3 * D, *xt = xp + t * D, *ht = hp + t * D, *gt = gp + t * D;
          float *dut = dup + t * 3 * D, *dxt = dxp + t * D;
          for (int64_t i = way * H; i < way * H + H; ++i) {
            const float f = s(ut[i]), c = q(ut[D + i]), o = s(ut[2 * D + i]);
            const float gh = gt[i] * o * k[i] + r[i];
            dxt[i] = gt[i] * (1.f - o);
            dut[2 * D + i] = gt[i] * (ht[i] * k[i] - xt[i]) * ds(ut[2 * D + i]);
            dut[i] = gh * (prev[i] - c) * ds(ut[i]);
            dut[D + i] = gh * (1.f - f) * dq(ut[D + i]);
            r[i] = gh * f;
          }
        }
      }
    }
  });
  return {du, dx};
}

torch::Tensor squash(torch::Tensor x) {
  torch::Tensor y = torch::empty_like(x);
  const float* xp = x.data_ptr<float>();
  float* yp = y.data_ptr<float>();
  at::parallel_for(0, x.numel(), 1 << 14, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) yp[i] = q(xp[i]);
  });
  return y;
}

torch::Tensor squash_backward(torch::Tensor x, torch::Tensor g) {
  torch::Tensor d = torch::empty_like(x);
  const float *xp = x.data_ptr<float>(), *gp = g.data_ptr<float>();
  float* dp = d.data_ptr<float>();
  at::parallel_for(0, x.numel(), 1 << 14, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) dp[i] = gp[i] * dq(xp[i]);
  });
  return d;
}

PYBIND11_MODULE(TORCH_EXTENSION_NAME, m) {
  m.def("forward", &forward);
  m.def("backward", &backward);
  m.def("squash", &squash);
  m.def("squash_backward", &squash_backward);
}
